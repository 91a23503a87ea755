package io.grafanakeeper.restore;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.Targets;
import java.util.Optional;

/** Triggers restores: the request, which shows the plan or queues it, and the worker. */
public final class RestoreFunctions {
    private static final String STORAGE = "AzureWebJobsStorage";

    private final RestoreWork work;
    private final Targets targets;

    /** Creates the triggers over the work. */
    public RestoreFunctions(RestoreWork work, Targets targets) {
        this.work = work;
        this.targets = targets;
    }

    /** Shows what a restore would do, or queues it with {@code apply}: {@code POST targets/{target}/restores}. */
    @FunctionName("StartRestore")
    public HttpResponseMessage start(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/restores")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            @QueueOutput(name = "jobs", queueName = RestoreMessage.QUEUE, connection = STORAGE)
                    OutputBinding<String> jobs,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            String name = targets.named(target).name();
            RestoreRequest wanted = RestoreRequest.read(request.getBody().orElse(""));
            if (!wanted.apply()) {
                return Answers.ok(request, work.plan(name, wanted));
            }
            RestoreWork.Queued queued = work.queue(name, wanted);
            jobs.setValue(queued.message());
            return Answers.accepted(request, queued.run());
        });
    }

    /** Does one restore. */
    @FunctionName("RestoreWorker")
    public void work(
            @QueueTrigger(name = "message", queueName = RestoreMessage.QUEUE, connection = STORAGE) String message,
            ExecutionContext context) {
        work.work(message, context.getLogger());
    }
}
