package io.grafanakeeper.backup;

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
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.grafanakeeper.runs.Answers;
import io.grafanakeeper.runs.BackupMessage;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.Targets;
import java.util.List;
import java.util.Optional;

/** Triggers backups: the schedule, the request, and the queue between them and the work. */
public final class BackupFunctions {
    private static final String STORAGE = "AzureWebJobsStorage";

    private final BackupWork work;
    private final Targets targets;

    /** Creates the triggers over the work. */
    public BackupFunctions(BackupWork work, Targets targets) {
        this.work = work;
        this.targets = targets;
    }

    /** Queues a backup of every target. */
    @FunctionName("BackupSchedule")
    public void schedule(
            @TimerTrigger(name = "timer", schedule = "%BACKUP_SCHEDULE%") String timer,
            @QueueOutput(name = "jobs", queueName = BackupMessage.QUEUE, connection = STORAGE)
                    OutputBinding<List<String>> jobs,
            ExecutionContext context) {
        List<String> messages = work.queueAll();
        jobs.setValue(messages);
        context.getLogger().info(() -> "queued " + messages.size() + " backups");
    }

    /** Queues a backup of one target: {@code POST targets/{target}/backups}. */
    @FunctionName("StartBackup")
    public HttpResponseMessage start(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "targets/{target}/backups")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("target") String target,
            @QueueOutput(name = "jobs", queueName = BackupMessage.QUEUE, connection = STORAGE)
                    OutputBinding<String> jobs,
            ExecutionContext context) {
        return Answers.guard(request, context, () -> {
            Run run = work.queue(targets.named(target));
            jobs.setValue(BackupMessage.ofEverything(run).write());
            return Answers.accepted(request, run);
        });
    }

    /** Makes one backup. */
    @FunctionName("BackupWorker")
    public void work(
            @QueueTrigger(name = "message", queueName = BackupMessage.QUEUE, connection = STORAGE) String message,
            ExecutionContext context) {
        work.work(message, context.getLogger());
    }
}
