package io.grafanakeeper.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what a query asks: either queries as they are sent to Grafana, or a panel's. */
public sealed interface QuerySource {
    /**
     * Holds queries as {@code /api/ds/query} takes them, each with a {@code refId} of its own.
     *
     * <p>JSON trees can be changed, so {@link #queries()} gives copies: a job may fill in times and intervals.
     */
    record Raw(List<ObjectNode> queries) implements QuerySource {
        public Raw {
            queries = copies(queries);
        }

        @Override
        public List<ObjectNode> queries() {
            return copies(queries);
        }

        private static List<ObjectNode> copies(List<ObjectNode> queries) {
            return queries.stream().map(ObjectNode::deepCopy).toList();
        }
    }

    /**
     * Names a dashboard's panel, whose own queries are asked.
     *
     * @param variables the values of the dashboard's variables by name, in the order of the file
     */
    record Panel(String dashboard, long id, Map<String, List<String>> variables) implements QuerySource {
        public Panel {
            Map<String, List<String>> copy = new LinkedHashMap<>();
            variables.forEach((name, values) -> copy.put(name, List.copyOf(values)));
            variables = Collections.unmodifiableMap(copy);
        }
    }
}
