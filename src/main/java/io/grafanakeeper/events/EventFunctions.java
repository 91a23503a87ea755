package io.grafanakeeper.events;

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
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.grafanakeeper.runs.BackupMessage;
import java.util.List;
import java.util.Optional;

/** Triggers backups when something happens: a signed call, an event of Azure, and the sweep that forgets none of them. */
public final class EventFunctions {
    private static final String STORAGE = "AzureWebJobsStorage";

    private final EventWork work;

    /** Creates the triggers over the work. */
    public EventFunctions(EventWork work) {
        this.work = work;
    }

    /**
     * Notes a signed call and queues a backup when it is time: {@code POST webhooks/{target}}. The signature stands in for a
     * function key.
     */
    @FunctionName("Webhook")
    public HttpResponseMessage webhook(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "webhooks/{target}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            @QueueOutput(name = "jobs", queueName = BackupMessage.QUEUE, connection = STORAGE)
                    OutputBinding<String> jobs,
            ExecutionContext context) {
        return WebhookAnswers.guard(request, context, () -> {
            Inbox.Noted noted =
                    work.call(target, request.getHeaders(), request.getBody().orElse(""), context.getLogger());
            if (noted.message() != null) {
                jobs.setValue(noted.message());
            }
            return noted.run();
        });
    }

    /** Notes that dashboards of Azure Monitor were written or deleted, and queues backups of them when it is time. */
    @FunctionName("DashboardChanged")
    public void dashboardChanged(
            @EventGridTrigger(name = "event") String event,
            @QueueOutput(name = "jobs", queueName = BackupMessage.QUEUE, connection = STORAGE)
                    OutputBinding<List<String>> jobs,
            ExecutionContext context) {
        jobs.setValue(work.changed(event, context.getLogger()));
    }

    /** Queues what was noted and not yet queued. */
    @FunctionName("EventSweep")
    public void sweep(
            @TimerTrigger(name = "timer", schedule = "0 * * * * *") String timer,
            @QueueOutput(name = "jobs", queueName = BackupMessage.QUEUE, connection = STORAGE)
                    OutputBinding<List<String>> jobs,
            ExecutionContext context) {
        jobs.setValue(work.sweep(context.getLogger()));
    }
}
