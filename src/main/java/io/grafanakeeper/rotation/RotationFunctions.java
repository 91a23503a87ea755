package io.grafanakeeper.rotation;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.grafanakeeper.runs.Answers;
import java.util.List;
import java.util.Optional;

/** Triggers rotations: the schedule, the request, Key Vault's events, and the queue between them and the work. */
public final class RotationFunctions {
    private static final String STORAGE = "AzureWebJobsStorage";

    private final RotationWork work;
    private final CredentialList list;

    /** Creates the triggers over the work and the list. */
    public RotationFunctions(RotationWork work, CredentialList list) {
        this.work = work;
        this.list = list;
    }

    /** Queues a look at every credential. */
    @FunctionName("RotationSchedule")
    public void schedule(
            @TimerTrigger(name = "timer", schedule = "%ROTATION_SCHEDULE%") String timer,
            @QueueOutput(name = "jobs", queueName = RotationMessage.QUEUE, connection = STORAGE)
                    OutputBinding<List<String>> jobs,
            ExecutionContext context) {
        List<String> messages = work.queueAll();
        jobs.setValue(messages);
        context.getLogger().info(() -> "queued " + messages.size() + " rotations");
    }

    /** Lists the credentials without their values: {@code GET credentials}. */
    @FunctionName("ListCredentials")
    public HttpResponseMessage list(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.GET,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "credentials")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> Answers.ok(request, list.json()));
    }

    /** Queues a rotation of one credential: {@code POST credentials/{name}/rotations}. */
    @FunctionName("StartRotation")
    public HttpResponseMessage start(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "credentials/{name}/rotations")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("name") String name,
            @QueueOutput(name = "jobs", queueName = RotationMessage.QUEUE, connection = STORAGE)
                    OutputBinding<String> jobs,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            RotationRequest wanted = RotationRequest.read(request.getBody().orElse(""));
            RotationMessage queued = work.queue(work.credentials().named(name), wanted.force());
            jobs.setValue(queued.write());
            return Answers.accepted(request, queued.run());
        });
    }

    /** Queues a rotation when Key Vault says that a secret of ours expires soon, or has expired. */
    @FunctionName("SecretNearExpiry")
    public void nearExpiry(
            @EventGridTrigger(name = "event") String event,
            @QueueOutput(name = "jobs", queueName = RotationMessage.QUEUE, connection = STORAGE)
                    OutputBinding<List<String>> jobs,
            ExecutionContext context) {
        jobs.setValue(ExpiryEvent.read(event, context.getLogger()).stream()
                .flatMap(expiry -> work.queueExpiring(expiry.secret(), expiry.version()).stream())
                .toList());
    }

    /** Rotates one credential, if it is time. */
    @FunctionName("RotationWorker")
    public void work(
            @QueueTrigger(name = "message", queueName = RotationMessage.QUEUE, connection = STORAGE) String message,
            ExecutionContext context) {
        work.work(message, context.getLogger());
    }
}
