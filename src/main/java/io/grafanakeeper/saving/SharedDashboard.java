package io.grafanakeeper.saving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a dashboard that was exported for sharing: {@code __inputs} name what it needs, {@code __requires} the plugins, {@code
 * __elements} hold its library panels, and every text in it may hold {@code ${NAME}} for an input. Grafana's API for saving
 * cannot take that; only its import page can.
 *
 * <p>The format is the one of Grafana's "Export for sharing externally".
 */
final class SharedDashboard {
    private static final String INPUTS = "__inputs";
    private static final String ELEMENTS = "__elements";
    private static final List<String> SHARED_ONLY = List.of(INPUTS, "__requires", ELEMENTS);
    private static final String DATASOURCE = "datasource";
    private static final String EXPRESSION = "__expr__";

    private final ObjectNode exported;

    SharedDashboard(ObjectNode exported) {
        this.exported = exported;
    }

    /**
     * Describes what a dashboard needs to be told.
     *
     * @param type {@code datasource} or {@code constant}
     * @param pluginId the type of data source, empty for a constant
     * @param json the input as it stands in the export
     */
    record Input(String name, String type, String pluginId, ObjectNode json) {
        boolean isDataSource() {
            return type.equals(DATASOURCE);
        }

        /** Tells whether it stands for Grafana's own expressions, which are the same everywhere. */
        boolean isExpression() {
            return isDataSource() && pluginId.equals(EXPRESSION);
        }
    }

    /**
     * Holds what to write for an input.
     *
     * @param text what stands for it in texts
     * @param whole what stands for it where a data source is named by a text alone
     */
    record Value(String text, String whole) {}

    /** Tells whether this is one: no other dashboard has these fields. */
    boolean isShared() {
        return SHARED_ONLY.stream().anyMatch(exported::has);
    }

    List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        for (JsonNode element : exported.path(INPUTS)) {
            if (element instanceof ObjectNode input) {
                inputs.add(new Input(
                        input.path("name").asText(""),
                        input.path("type").asText(""),
                        input.path("pluginId").asText(""),
                        input));
            }
        }
        return inputs;
    }

    /** Returns the library panels, by the uid under which the panels refer to them, with their values filled in. */
    List<ObjectNode> elements(Map<String, Value> values) {
        List<ObjectNode> elements = new ArrayList<>();
        for (JsonNode element : exported.path(ELEMENTS)) {
            if (fill(element, values, "") instanceof ObjectNode panel
                    && !panel.path("uid").asText("").isEmpty()) {
                elements.add(panel);
            }
        }
        return elements;
    }

    /** Returns the dashboard as Grafana can take it. */
    ObjectNode filled(Map<String, Value> values) {
        ObjectNode model = exported.deepCopy().remove(SHARED_ONLY);
        return (ObjectNode) fill(model, values, "");
    }

    private static JsonNode fill(JsonNode value, Map<String, Value> values, String field) {
        if (value instanceof ObjectNode object) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(entry -> filled.set(entry.getKey(), fill(entry.getValue(), values, entry.getKey())));
            return filled;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> filled.add(fill(element, values, "")));
            return filled;
        }
        return value.isTextual() ? JsonNodeFactory.instance.textNode(text(value.asText(), values, field)) : value;
    }

    private static String text(String text, Map<String, Value> values, String field) {
        if (!text.contains("${")) {
            return text;
        }
        String filled = text;
        for (Map.Entry<String, Value> value : values.entrySet()) {
            String input = "${" + value.getKey() + "}";
            boolean byItself = field.equals(DATASOURCE) && text.equals(input);
            filled = filled.replace(
                    input,
                    byItself ? value.getValue().whole() : value.getValue().text());
        }
        return filled;
    }
}
