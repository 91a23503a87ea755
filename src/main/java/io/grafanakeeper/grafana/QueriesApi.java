package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * Asks data sources through {@code POST /api/ds/query}.
 *
 * <p>Asking changes nothing, so it is repeated like any read. The answer goes to a temporary file as it arrives: it may be far
 * larger than our memory.
 */
public final class QueriesApi {
    private final GrafanaClient client;
    private final long maxBytes;

    /** Creates the API of a client's Grafana. */
    public QueriesApi(GrafanaClient client, QueryLimits limits) {
        this.client = client.within(limits.attempt(), limits.deadline());
        this.maxBytes = limits.maxBytes();
    }

    /**
     * Asks all queries at once for a span of time.
     *
     * <p>An answer with {@code results} is one, whatever its status: Grafana says 400 (207 in 9.5, 500 on some servers) when only
     * one of the queries failed, and the results tell which.
     *
     * @param queries the queries as Grafana takes them, each with a {@code refId} of its own
     * @param from the beginning, used to the millisecond
     * @param to the end, used to the millisecond
     * @return the answer, to be closed
     * @throws GrafanaException if there is no answer with results, with Grafana's own message
     */
    public QueryAnswer ask(List<ObjectNode> queries, Instant from, Instant to) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode asked = body.putArray("queries");
        queries.forEach(asked::add);
        body.put("from", Long.toString(from.toEpochMilli()));
        body.put("to", Long.toString(to.toEpochMilli()));
        try (SpooledAnswer spool = SpooledAnswer.create(maxBytes)) {
            return client.send(Request.query("/api/ds/query", body), spool);
        }
    }
}
