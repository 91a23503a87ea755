package io.grafanakeeper.backup;

import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunMessage;

/** Writes and reads the messages of the queue {@code backup-jobs}: one message is one backup of one target. */
final class BackupMessage {
    static final String QUEUE = "backup-jobs";
    static final String JOB = "backup";

    private BackupMessage() {}

    static String write(Run run) {
        return RunMessage.text(RunMessage.of(run));
    }

    /**
     * Reads a message as the run it asks for, in the state it had when it was queued.
     *
     * @throws IllegalArgumentException if it is not one of ours; the queue puts it aside as poison
     */
    static Run read(String message) {
        return RunMessage.run(RunMessage.parse(message, QUEUE), JOB, QUEUE);
    }
}
