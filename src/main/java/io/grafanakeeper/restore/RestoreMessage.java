package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Holds a message of the queue {@code restore-jobs}.
 *
 * @param run the run as it was queued
 * @param request what to restore, the backup by its id
 */
record RestoreMessage(Run run, RestoreRequest request) {
    static final String QUEUE = "restore-jobs";
    static final String JOB = "restore";

    static String write(Run run, ObjectNode request) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("run", run.id())
                .put("target", run.target())
                .put("requested", run.requested().toString());
        json.set("request", request);
        return new String(LosslessJson.canonical(json), StandardCharsets.UTF_8);
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is not one of ours; the queue puts it aside as poison
     */
    static RestoreMessage read(String message) {
        try {
            JsonNode json = LosslessJson.read(message.getBytes(StandardCharsets.UTF_8));
            String id = json.path("run").asText("");
            if (!RunId.valid(id)) {
                throw new IllegalArgumentException("not a message of the queue " + QUEUE);
            }
            Run run = Run.queued(
                    id,
                    JOB,
                    json.path("target").asText(""),
                    Instant.parse(json.path("requested").asText("")));
            return new RestoreMessage(
                    run, RestoreRequest.read(json.path("request").toString()));
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException("not a message of the queue " + QUEUE, e);
        }
    }
}
