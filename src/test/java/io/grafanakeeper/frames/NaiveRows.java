package io.grafanakeeper.frames;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Turns an answer into CSV the simple way: all of it in memory, a map a row. Keys of columns are {@code l:name} and {@code v:name}. */
final class NaiveRows {
    private final Map<String, String> labelKeys = new TreeMap<>();
    private final Map<String, String> valueKeys = new LinkedHashMap<>();
    private final List<Map<String, String>> rows = new ArrayList<>();

    static String csv(String answer) throws IOException {
        NaiveRows naive = new NaiveRows();
        JsonNode results =
                LosslessJson.read(answer.getBytes(StandardCharsets.UTF_8)).path("results");
        results.properties().forEach(result -> {
            int number = 0;
            for (JsonNode frame : result.getValue().path("frames")) {
                naive.frame(result.getKey(), Integer.toString(number++), frame);
            }
        });
        return naive.write();
    }

    private void frame(String refId, String number, JsonNode frame) {
        JsonNode fields = frame.path("schema").path("fields");
        JsonNode values = frame.path("data").path("values");
        String name = frame.path("schema").path("name").asText();
        int time = -1;
        Map<String, Map<Integer, String>> groups = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            if (time < 0 && fields.path(i).path("type").asText().equals("time")) {
                time = i;
                continue;
            }
            JsonNode labels = fields.path(i).path("labels");
            labels.fieldNames().forEachRemaining(label -> labelKeys.put("l:" + label, label));
            Map<Integer, String> group = groups.computeIfAbsent(
                    labels.isMissingNode() ? "{}" : labels.toString(), key -> new LinkedHashMap<>());
            String wanted = fields.path(i).path("name").asText();
            String key = free(wanted.isEmpty() ? "value" : wanted, new HashSet<>(group.values()));
            group.put(i, key);
            valueKeys.put("v:" + key, key);
        }
        if (groups.isEmpty()) {
            groups.put("{}", Map.of());
        }
        for (int row = 0; row < values.path(0).size(); row++) {
            for (Map<Integer, String> group : groups.values()) {
                Map<String, String> cells = new TreeMap<>();
                cells.put("refId", quoted(refId));
                cells.put("frame", quoted(name.isEmpty() ? number : name));
                if (time >= 0) {
                    cells.put("time", cell(values.path(time).path(row), true));
                }
                for (Map.Entry<Integer, String> field : group.entrySet()) {
                    JsonNode schema = fields.path(field.getKey());
                    schema.path("labels")
                            .properties()
                            .forEach(label -> cells.put(
                                    "l:" + label.getKey(),
                                    quoted(label.getValue().asText())));
                    cells.put(
                            "v:" + field.getValue(),
                            cell(
                                    values.path(field.getKey()).path(row),
                                    schema.path("type").asText().equals("time")));
                }
                rows.add(cells);
            }
        }
    }

    private static String cell(JsonNode value, boolean time) {
        if (value.isNull()) {
            return "";
        }
        if (value.isTextual()) {
            return quoted(value.textValue());
        }
        if (value.isContainerNode()) {
            return quoted(new String(LosslessJson.canonical(value), StandardCharsets.UTF_8));
        }
        if (!time || value.isBoolean()) {
            return value.isBoolean() ? value.asText() : LosslessJson.text(value);
        }
        Instant instant = Instant.ofEpochMilli(value.longValue());
        String text = instant.toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }

    private String write() {
        Map<String, String> keys = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (String name : List.of("time", "refId", "frame")) {
            keys.put(name, name);
            taken.add(name);
        }
        labelKeys.forEach((key, name) -> keys.put(key, free(name, taken)));
        valueKeys.forEach((key, name) -> keys.put(key, free(name, taken)));
        StringBuilder csv = new StringBuilder();
        csv.append(String.join(
                        ",", keys.values().stream().map(NaiveRows::quoted).toList()))
                .append("\r\n");
        for (Map<String, String> row : rows) {
            csv.append(String.join(
                            ",",
                            keys.keySet().stream()
                                    .map(key -> row.getOrDefault(key, ""))
                                    .toList()))
                    .append("\r\n");
        }
        return csv.toString();
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private static String quoted(String text) {
        boolean special = text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c == ',' || c == '"');
        return special ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
