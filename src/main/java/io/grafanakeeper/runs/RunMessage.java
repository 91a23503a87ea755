package io.grafanakeeper.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/** Writes and reads what every queue message says of its run. */
public final class RunMessage {
    /** How many bytes a message may have: a queue takes 64 KiB, and gets them in Base64. */
    private static final int LARGEST = 48 * 1024;

    private RunMessage() {}

    /** Returns the message of a run, to which a job may add what else it needs. */
    public static ObjectNode of(Run run) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("run", run.id())
                .put("target", run.target())
                .put("requested", run.requested().toString());
    }

    /** Returns a message as the text that goes into the queue. */
    public static String text(ObjectNode message) {
        return new String(LosslessJson.canonical(message), StandardCharsets.UTF_8);
    }

    /**
     * Returns a message that comes of a request.
     *
     * @param instead what to ask for where it is refused
     * @throws ProblemException 413, if it is larger than the queue takes
     */
    public static String text(ObjectNode message, String instead) {
        byte[] bytes = LosslessJson.canonical(message);
        if (bytes.length > LARGEST) {
            throw ProblemException.tooLarge("the request is larger than a queue takes, 48 KiB; " + instead);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Reads a message's text.
     *
     * @throws IllegalArgumentException if it is not one of ours; the queue puts it aside as poison
     */
    public static JsonNode parse(String text, String queue) {
        try {
            return LosslessJson.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a message of the queue " + queue, e);
        }
    }

    /**
     * Returns the run that a message asks for, in the state it had when it was queued.
     *
     * @throws IllegalArgumentException if it is not one of ours; the queue puts it aside as poison
     */
    public static Run run(JsonNode message, String job, String queue) {
        String id = message.path("run").asText("");
        String target = message.path("target").asText("");
        if (!RunId.valid(id) || target.isEmpty()) {
            throw new IllegalArgumentException("not a message of the queue " + queue);
        }
        try {
            return Run.queued(
                    id, job, target, Instant.parse(message.path("requested").asText("")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a message of the queue " + queue, e);
        }
    }
}
