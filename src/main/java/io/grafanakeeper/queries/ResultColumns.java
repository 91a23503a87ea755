package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows the columns that the files of a query ever had, from its {@link ResultStore.Document#SCHEMA}: {@code
 * {"columns":[{"name","role":"time|refId|frame|label|value","type":"time|number|string|boolean|enum|json|other"}]}}, in order.
 */
final class ResultColumns {
    /** What every row has, in this order. */
    static final List<String> FIRST = List.of("time", "refId", "frame");

    /** What is known of one column. */
    private record Column(boolean label, ColumnType type) {}

    private static final Column UNKNOWN = new Column(false, ColumnType.ANY);

    private final Map<String, Column> columns = new LinkedHashMap<>();

    /** Reads the document; an empty one knows nothing. */
    ResultColumns(ObjectNode schema) {
        for (JsonNode column : schema.path("columns")) {
            boolean label = column.path("role").asText().equals("label");
            ColumnType type = ColumnType.of(column.path("type").asText());
            columns.put(column.path("name").asText(), new Column(label, type));
        }
    }

    /** Returns the type of a column; without a document, any but the first three may be anything. */
    ColumnType type(String name) {
        return FIRST.contains(name)
                ? ColumnType.TEXT
                : columns.getOrDefault(name, UNKNOWN).type();
    }

    /** Returns all columns that are known. */
    List<String> all() {
        return union(List.of(FIRST, List.copyOf(columns.keySet())));
    }

    /**
     * Returns the columns of rows of different files: the first three, the labels sorted, then the values in the order of the document,
     * or as they appear where it does not have them. Files that agree keep their order.
     */
    List<String> union(Collection<List<String>> headers) {
        Set<List<String>> different = new LinkedHashSet<>(headers);
        if (different.size() == 1) {
            return different.iterator().next();
        }
        Set<String> present = new LinkedHashSet<>();
        different.forEach(present::addAll);
        List<String> labels = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Set<String> ordered = new LinkedHashSet<>(columns.keySet());
        ordered.retainAll(present);
        ordered.addAll(present);
        for (String name : ordered) {
            if (!FIRST.contains(name)) {
                (columns.getOrDefault(name, UNKNOWN).label() ? labels : values).add(name);
            }
        }
        Collections.sort(labels);
        Set<String> union = new LinkedHashSet<>(FIRST);
        union.retainAll(present);
        union.addAll(labels);
        union.addAll(values);
        return List.copyOf(union);
    }
}
