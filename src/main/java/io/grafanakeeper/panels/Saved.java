package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a dashboard says is chosen: its {@code current}, whose value and text are each one text or a list.
 *
 * @param values what is chosen; empty if nothing is
 * @param texts how Grafana shows it
 */
record Saved(List<String> values, List<String> texts, boolean isList) {
    static Saved of(JsonNode current) {
        JsonNode value = current.isObject() ? current.path("value") : current;
        JsonNode text = current.path("text");
        if (value.isObject()) {
            // Some tools once saved the whole option where its value belongs.
            text = value.path("text");
            value = value.path("value");
        }
        List<String> values = texts(value);
        List<String> texts = texts(text);
        boolean nothing = current.path("isNone").asBoolean() || values.equals(List.of(""));
        return new Saved(nothing ? List.of() : values, texts.size() == values.size() ? texts : values, value.isArray());
    }

    /** Tells whether nothing is chosen, which an empty text also means. */
    boolean isEmpty() {
        return values.isEmpty();
    }

    VariableValue value() {
        return isList ? VariableValue.list(values, texts) : VariableValue.single(values.get(0), texts.get(0));
    }

    private static List<String> texts(JsonNode node) {
        List<String> read = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> read.add(LosslessJson.text(element)));
        } else if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            read.add(LosslessJson.text(node));
        }
        return read;
    }
}
