package io.grafanakeeper.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunMessage;
import org.jspecify.annotations.Nullable;

/**
 * Holds a message of the queue {@code rotation-jobs}.
 *
 * @param run the run as it was queued
 * @param credential the credential's name
 * @param force whether to rotate before it is time
 * @param version the version to replace; see {@link io.grafanakeeper.tokens.RotationOrder}
 */
record RotationMessage(
        Run run, String credential, boolean force, @Nullable String version) {
    static final String QUEUE = "rotation-jobs";
    static final String JOB = "rotation";

    String write() {
        ObjectNode json = RunMessage.of(run).put("credential", credential).put("force", force);
        if (version != null) {
            json.put("version", version);
        }
        return RunMessage.text(json);
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is not one of ours; the queue puts it aside as poison
     */
    static RotationMessage read(String message) {
        JsonNode json = RunMessage.parse(message, QUEUE);
        String credential = json.path("credential").asText("");
        if (credential.isEmpty()) {
            throw new IllegalArgumentException("not a message of the queue " + QUEUE);
        }
        return new RotationMessage(
                RunMessage.run(json, JOB, QUEUE),
                credential,
                json.path("force").asBoolean(),
                json.path("version").isTextual() ? json.path("version").asText() : null);
    }
}
