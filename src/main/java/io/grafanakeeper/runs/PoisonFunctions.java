package io.grafanakeeper.runs;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.util.function.BiConsumer;
import java.util.logging.Logger;

/**
 * Takes what the queues gave up, so that a run whose worker was killed each time is not {@code running} for ever.
 *
 * <p>A message that is not one of ours fails here too, and the host puts it aside in {@code <queue>-poison-poison}.
 */
public final class PoisonFunctions {
    private static final String STORAGE = "AzureWebJobsStorage";

    private final JobRunner runner;
    private final BiConsumer<Run, Logger> backupFailed;

    /**
     * Creates the triggers over the records.
     *
     * @param backupFailed told of each backup that was given up, any of them any number of times
     */
    public PoisonFunctions(JobRunner runner, BiConsumer<Run, Logger> backupFailed) {
        this.runner = runner;
        this.backupFailed = backupFailed;
    }

    /** Records a backup as failed. */
    @FunctionName("BackupPoison")
    public void backup(
            @QueueTrigger(name = "message", queueName = "backup-jobs-poison", connection = STORAGE) String message,
            ExecutionContext context) {
        Run run = runner.giveUp(message, BackupMessage.JOB, context.getLogger());
        if (run.state() == RunState.FAILED) {
            backupFailed.accept(run, context.getLogger());
        }
    }

    /** Records a restore as failed. */
    @FunctionName("RestorePoison")
    public void restore(
            @QueueTrigger(name = "message", queueName = "restore-jobs-poison", connection = STORAGE) String message,
            ExecutionContext context) {
        runner.giveUp(message, "restore", context.getLogger());
    }

    /** Records a rotation as failed. */
    @FunctionName("RotationPoison")
    public void rotation(
            @QueueTrigger(name = "message", queueName = "rotation-jobs-poison", connection = STORAGE) String message,
            ExecutionContext context) {
        runner.giveUp(message, "rotation", context.getLogger());
    }

    /** Records a query as failed. */
    @FunctionName("QueryPoison")
    public void query(
            @QueueTrigger(name = "message", queueName = "query-jobs-poison", connection = STORAGE) String message,
            ExecutionContext context) {
        runner.giveUp(message, "query", context.getLogger());
    }
}
