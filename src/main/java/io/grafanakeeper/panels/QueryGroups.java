package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which queries of a panel go into one request.
 *
 * <p>Grafana's page asks each data source of a mixed panel by itself, so that one that fails does not spoil the others; a panel
 * with expressions is one request, since the server needs all their inputs at once. Source: {@code MixedDataSource.ts} and {@code
 * callQueryMethod} in {@code runRequest.ts}.
 */
final class QueryGroups {
    /** Holds a query and where it goes. */
    record Sent(ObjectNode query, Source source, boolean wanted) {}

    private QueryGroups() {}

    static Collection<List<Sent>> of(List<Sent> queries) {
        boolean together = queries.stream().anyMatch(query -> query.source().isExpression());
        Map<String, List<Sent>> groups = new LinkedHashMap<>();
        for (Sent query : queries) {
            groups.computeIfAbsent(together ? "" : query.source().uid(), uid -> new ArrayList<>())
                    .add(query);
        }
        return groups.values();
    }
}
