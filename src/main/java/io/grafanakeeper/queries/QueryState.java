package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes how far a query's schedule is dealt with, in the document {@code _state.json}.
 *
 * @param handledUntil until when all times of the schedule were looked at, null if nobody ever looked
 * @param offered the runs that were queued and have not been seen begun
 */
record QueryState(@Nullable Instant handledUntil, List<Offered> offered) {
    static final String LAST_RUN = "lastRun";

    private static final String HANDLED = "handledUntil";
    private static final String OFFERED = "offered";

    QueryState {
        offered = List.copyOf(offered);
    }

    /**
     * Names a run that was put into the queue, as far as we know.
     *
     * @param requested when it was made, part of its record
     * @param scheduled the time of the schedule that it is for
     * @param last when its message was last put into the queue
     */
    record Offered(String run, Instant requested, Instant scheduled, Instant last) {}

    static QueryState of(ObjectNode document) {
        JsonNode handled = document.path(HANDLED);
        List<Offered> offered = new ArrayList<>();
        for (JsonNode element : document.path(OFFERED)) {
            offered.add(new Offered(
                    element.path("run").asText(),
                    Instant.parse(element.path("requested").asText()),
                    Instant.parse(element.path("scheduled").asText()),
                    Instant.parse(element.path("last").asText())));
        }
        return new QueryState(handled.isTextual() ? Instant.parse(handled.asText()) : null, offered);
    }

    /** Returns the document with this state in it; what else it holds stays. */
    ObjectNode in(ObjectNode document) {
        ObjectNode json = document.deepCopy();
        json.put(HANDLED, handledUntil == null ? null : handledUntil.toString());
        ArrayNode array = json.putArray(OFFERED);
        for (Offered run : offered) {
            array.addObject()
                    .put("run", run.run())
                    .put("requested", run.requested().toString())
                    .put("scheduled", run.scheduled().toString())
                    .put("last", run.last().toString());
        }
        return json;
    }
}
