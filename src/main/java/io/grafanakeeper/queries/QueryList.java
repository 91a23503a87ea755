package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.queries.ResultStore.Document;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.settings.QuerySource;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.windows.NcronTab;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** Describes the queries and how their last runs went. */
public final class QueryList {
    private static final int AT_ONCE = 8;

    private final Queries queries;
    private final ResultStore store;
    private final Clock clock;

    /** Creates the list over the store of results. */
    public QueryList(Supplier<Settings> settings, ResultStore store, Clock clock) {
        this.queries = new Queries(settings);
        this.store = store;
        this.clock = clock;
    }

    /** Returns the queries in the order of the configuration. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("queries");
        Parallel.map(queries.all(), AT_ONCE, this::describe).forEach(array::add);
        return json;
    }

    private ObjectNode describe(QuerySettings query) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", query.name())
                .put("target", query.target())
                .put("source", query.source() instanceof QuerySource.Panel ? "panel" : "queries")
                .put("schedule", query.schedule())
                .put("format", query.format().yamlName())
                .put("timezone", query.timezone().getId());
        json.putObject("window")
                .put("from", query.window().from())
                .put("to", query.window().to());
        if (query.check() != null) {
            json.put("check", query.check());
        }
        json.put(
                "nextDue",
                NcronTab.parse(query.schedule())
                        .next(clock.instant())
                        .map(Instant::toString)
                        .orElse(null));
        try {
            JsonNode last = store.find(query.name(), Document.STATE)
                    .map(state -> state.json().path(QueryState.LAST_RUN))
                    .orElseGet(json::missingNode);
            json.set("lastRun", last.isObject() ? last : json.nullNode());
        } catch (ServiceException e) {
            if (e.retryable()) {
                throw e;
            }
            json.put("error", e.getMessage());
        }
        return json;
    }
}
