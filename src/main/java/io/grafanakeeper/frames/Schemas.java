package io.grafanakeeper.frames;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the {@code schema} of frames, and makes one up where the old shape of Grafana 7 has none. */
final class Schemas {
    private Schemas() {}

    static List<Field> fields(JsonNode schema) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode field : schema.path("fields")) {
            List<String> texts = new ArrayList<>();
            field.path("config").path("type").path("enum").path("text").forEach(text -> texts.add(text.asText("")));
            fields.add(new Field(
                    field.path("name").asText(""),
                    field.path("config").path("displayNameFromDS").asText(""),
                    FieldType.of(
                            field.path("type").asText(""),
                            field.path("typeInfo").path("frame").asText("")),
                    labels(field.path("labels")),
                    List.copyOf(texts)));
        }
        return fields;
    }

    static List<Notice> notices(String refId, JsonNode schema) {
        List<Notice> notices = new ArrayList<>();
        for (JsonNode notice : schema.path("meta").path("notices")) {
            notices.add(new Notice(refId, cut(notice.path("text").asText(""))));
        }
        return notices;
    }

    /** Returns the fields of an old series: its points are pairs of a value and a time. */
    static List<Field> series(JsonNode tags) {
        return List.of(field("value", FieldType.NUMBER, labels(tags)), field("time", FieldType.TIME, new TreeMap<>()));
    }

    /** Returns the fields of an old table. They are untyped; Grafana's own pages take the column named time for times, too. */
    static List<Field> table(JsonNode columns) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode column : columns) {
            String name = column.path("text").asText("");
            FieldType type = name.equalsIgnoreCase("time") ? FieldType.TIME : FieldType.OTHER;
            fields.add(field(name, type, new TreeMap<>()));
        }
        return fields;
    }

    /** Returns at most 1,000 characters. */
    static String cut(String text) {
        if (text.length() <= 1000) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(999)) ? 999 : 1000) + "…";
    }

    private static Field field(String name, FieldType type, SortedMap<String, String> labels) {
        return new Field(name, "", type, labels, List.of());
    }

    private static SortedMap<String, String> labels(JsonNode labels) {
        SortedMap<String, String> sorted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            sorted.put(label.getKey(), LosslessJson.text(label.getValue()));
        }
        return Collections.unmodifiableSortedMap(sorted);
    }
}
