package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunMessage;
import io.grafanakeeper.windows.TimeRange;
import io.grafanakeeper.windows.WindowException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds a message of the queue {@code query-jobs}: one window of one query.
 *
 * @param run the run as it was queued
 * @param query the query's name
 * @param scheduled the time that {@code now} means in the query's own window
 * @param window the window to ask for, null for the query's own
 */
record QueryMessage(
        Run run, String query, Instant scheduled, @Nullable TimeRange window) {
    static final String QUEUE = "query-jobs";
    static final String JOB = "query";

    String write() {
        ObjectNode json = RunMessage.of(run).put("query", query).put("scheduled", scheduled.toString());
        if (window != null) {
            json.put("from", window.from().toString()).put("to", window.to().toString());
        }
        return RunMessage.text(json);
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is not one of ours; the queue puts it aside as poison
     */
    static QueryMessage read(String message) {
        JsonNode json = RunMessage.parse(message, QUEUE);
        try {
            String query = json.path("query").asText("");
            if (query.isEmpty()) {
                throw new IllegalArgumentException("not a message of the queue " + QUEUE);
            }
            TimeRange window = json.has("from") ? new TimeRange(instant(json, "from"), instant(json, "to")) : null;
            return new QueryMessage(RunMessage.run(json, JOB, QUEUE), query, instant(json, "scheduled"), window);
        } catch (DateTimeException | WindowException e) {
            throw new IllegalArgumentException("not a message of the queue " + QUEUE, e);
        }
    }

    private static Instant instant(JsonNode json, String field) {
        return Instant.parse(json.path(field).asText(""));
    }
}
