package io.grafanakeeper.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads run records as JSON, in the format of DESIGN.md, "What is kept". */
public final class RunJson {
    private RunJson() {}

    /** Returns a run as JSON. */
    public static ObjectNode write(Run run) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", run.id())
                .put("job", run.job())
                .put("target", run.target())
                .put("state", run.state().text())
                .put("requested", run.requested().toString())
                .put("started", text(run.started()))
                .put("finished", text(run.finished()))
                .put("attempt", run.attempt());
        json.putObject("progress")
                .put("done", run.progress().done())
                .put("total", run.progress().total());
        json.set("result", run.result());
        ArrayNode failures = json.putArray("failures");
        for (Failure failure : run.failures()) {
            failures.addObject()
                    .put("kind", failure.kind())
                    .put("uid", failure.uid())
                    .put("title", failure.title())
                    .put("reason", failure.reason());
        }
        return json.put("error", run.error());
    }

    /**
     * Reads a run.
     *
     * @throws IOException if the bytes are not a run record
     */
    public static Run read(byte[] bytes) throws IOException {
        JsonNode json = LosslessJson.read(bytes);
        try {
            List<Failure> failures = new ArrayList<>();
            json.path("failures").forEach(failure -> failures.add(failure(failure)));
            return new Run(
                    json.path("id").asText(),
                    json.path("job").asText(),
                    json.path("target").asText(),
                    RunState.of(json.path("state").asText()),
                    Instant.parse(json.path("requested").asText()),
                    instant(json.path("started")),
                    instant(json.path("finished")),
                    json.path("attempt").asInt(),
                    new Progress(
                            json.path("progress").path("done").asLong(),
                            json.path("progress").path("total").asLong()),
                    json.path("result") instanceof ObjectNode result ? result : null,
                    failures,
                    json.path("error").isTextual() ? json.path("error").asText() : null);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("not a run record: " + e.getMessage(), e);
        }
    }

    private static Failure failure(JsonNode json) {
        return new Failure(
                json.path("kind").asText(),
                json.path("uid").asText(),
                json.path("title").asText(),
                json.path("reason").asText());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable Instant instant(JsonNode text) {
        return text.isTextual() ? Instant.parse(text.asText()) : null;
    }
}
