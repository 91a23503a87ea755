package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds one request to {@code POST /api/ds/query}.
 *
 * @param queries the queries, ready to send
 * @param from the begin of the window, which a panel may have moved
 * @param to the end of the window
 * @param wantedRefIds the queries whose rows the panel shows; the others only feed expressions
 */
public record QueryRequest(List<ObjectNode> queries, Instant from, Instant to, Set<String> wantedRefIds) {
    public QueryRequest {
        queries = List.copyOf(queries);
        wantedRefIds = Collections.unmodifiableSet(new LinkedHashSet<>(wantedRefIds));
    }
}
