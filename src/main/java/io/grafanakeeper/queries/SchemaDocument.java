package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.frames.Column;
import io.grafanakeeper.frames.Columns;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Keeps, in the document {@code _schema.json}, every column that any file of a query ever had. */
final class SchemaDocument {
    private static final String COLUMNS = "columns";
    private static final String OTHER = "other";

    private SchemaDocument() {}

    /** Returns the document with the columns of one more file; columns stay in the order in which they first came. */
    static ObjectNode with(ObjectNode document, Columns columns) {
        Map<String, ObjectNode> known = new LinkedHashMap<>();
        for (JsonNode column : document.path(COLUMNS)) {
            if (column instanceof ObjectNode object) {
                known.put(object.path("name").asText(), object.deepCopy());
            }
        }
        for (Column column : columns.list()) {
            ObjectNode before = known.get(column.name());
            if (before == null) {
                known.put(column.name(), json(document, column));
            } else {
                merge(before, column);
            }
        }
        ObjectNode result = document.deepCopy();
        ArrayNode array = result.putArray(COLUMNS);
        known.values().forEach(array::add);
        return result;
    }

    private static ObjectNode json(ObjectNode factory, Column column) {
        ObjectNode json = factory.objectNode()
                .put("name", column.name())
                .put("role", role(column))
                .put("type", word(column.type()));
        refIds(json, column);
        return json;
    }

    private static void merge(ObjectNode before, Column column) {
        if (!before.path("type").asText().equals(word(column.type()))) {
            before.put("type", OTHER);
        }
        refIds(before, column);
    }

    private static void refIds(ObjectNode json, Column column) {
        TreeSet<String> refIds = new TreeSet<>(column.refIds());
        json.path("refIds").forEach(refId -> refIds.add(refId.asText()));
        ArrayNode array = json.putArray("refIds");
        refIds.forEach(array::add);
    }

    private static String role(Column column) {
        return column.role() == Column.Role.REF_ID ? "refId" : word(column.role());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
