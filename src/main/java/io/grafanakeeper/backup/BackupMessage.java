package io.grafanakeeper.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/** Writes and reads the messages of the queue {@code backup-jobs}: one message is one backup of one target. */
final class BackupMessage {
    static final String QUEUE = "backup-jobs";
    static final String JOB = "backup";

    private BackupMessage() {}

    static String write(Run run) {
        return new String(
                LosslessJson.canonical(JsonNodeFactory.instance
                        .objectNode()
                        .put("run", run.id())
                        .put("target", run.target())
                        .put("requested", run.requested().toString())),
                StandardCharsets.UTF_8);
    }

    /**
     * Reads a message as the run it asks for, in the state it had when it was queued.
     *
     * @throws IllegalArgumentException if it is not one of ours; the queue puts it aside as poison
     */
    static Run read(String message) {
        try {
            JsonNode json = LosslessJson.read(message.getBytes(StandardCharsets.UTF_8));
            String id = json.path("run").asText("");
            String target = json.path("target").asText("");
            if (!RunId.valid(id) || target.isEmpty()) {
                throw new IllegalArgumentException("not a message of the queue " + QUEUE);
            }
            return Run.queued(
                    id, JOB, target, Instant.parse(json.path("requested").asText("")));
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("not a message of the queue " + QUEUE, e);
        }
    }
}
