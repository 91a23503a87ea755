package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunMessage;

/**
 * Holds a message of the queue {@code restore-jobs}.
 *
 * @param run the run as it was queued
 * @param request what to restore, the backup by its id
 */
record RestoreMessage(Run run, RestoreRequest request) {
    static final String QUEUE = "restore-jobs";
    static final String JOB = "restore";

    /**
     * Returns the message that asks for a restore.
     *
     * @throws ProblemException 413, if the queue would not take it
     */
    static String write(Run run, ObjectNode request) {
        ObjectNode json = RunMessage.of(run);
        json.set("request", request);
        return RunMessage.text(json, "name folders in select.folders instead of uids, or restore in parts");
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is not one of ours; the queue puts it aside as poison
     */
    static RestoreMessage read(String message) {
        JsonNode json = RunMessage.parse(message, QUEUE);
        return new RestoreMessage(
                RunMessage.run(json, JOB, QUEUE),
                RestoreRequest.read(json.path("request").toString()));
    }
}
