package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Replaces the variables in all texts of a query; numbers, field names, {@code refId} and {@code datasource} stay. */
final class TargetText {
    private static final Set<String> KEPT = Set.of("refId", "datasource");
    private static final Set<String> SPREAD = Set.of("resources", "subscriptions");

    private final Interpolation interpolation;
    private final Source source;

    TargetText(Interpolation interpolation, Source source) {
        this.interpolation = interpolation;
        this.source = source;
    }

    void replaceIn(ObjectNode query) {
        for (Map.Entry<String, JsonNode> field : query.properties()) {
            if (!KEPT.contains(field.getKey())) {
                field.setValue(replaced(field.getKey(), field.getValue()));
            }
        }
    }

    private JsonNode replaced(String field, JsonNode value) {
        if (value.isTextual()) {
            String text = value.textValue();
            String replaced = interpolation.replace(text, QueryLanguage.of(source, field));
            return replaced.equals(text) ? value : JsonNodeFactory.instance.textNode(replaced);
        }
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> inner : object.properties()) {
                inner.setValue(replaced(inner.getKey(), inner.getValue()));
            }
        } else if (value instanceof ArrayNode array) {
            return elements(field, array);
        }
        return value;
    }

    private ArrayNode elements(String field, ArrayNode array) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : array) {
            // Azure Monitor takes a list of resources, in which one variable can stand for several.
            if (SPREAD.contains(field) && element.isTextual() && interpolation.hasSeveral(element.textValue())) {
                String raw = interpolation.replace(element.textValue(), (value, variable) -> value.joined(","));
                all.addAll(Stream.of(raw.split(",", -1))
                        .map(JsonNodeFactory.instance::textNode)
                        .toList());
            } else {
                all.add(replaced(field, element));
            }
        }
        return all;
    }
}
