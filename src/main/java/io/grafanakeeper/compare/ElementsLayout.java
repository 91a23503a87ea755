package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Separates a layout into where each element is and the frame of tabs, rows and grids around them. */
final class ElementsLayout {
    private static final String ELEMENT = "element";

    private final Map<String, Map<String, JsonNode>> positions = new HashMap<>();
    private final JsonNode frame;

    ElementsLayout(JsonNode layout) {
        frame = strip(layout, "");
    }

    /** Returns where an element is, empty if the layout has no place for it. */
    Map<String, JsonNode> position(String element) {
        return positions.getOrDefault(element, Map.of());
    }

    /** Returns the layout without the elements in it. */
    JsonNode frame() {
        return frame;
    }

    private JsonNode strip(JsonNode value, String path) {
        if (value.isObject()) {
            String inside = path + "/" + value.path("title").asText("");
            ObjectNode stripped = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> stripped.set(field.getKey(), strip(field.getValue(), inside)));
            return stripped;
        }
        if (value.isArray()) {
            ArrayNode stripped = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < value.size(); i++) {
                JsonNode element = value.get(i);
                if (isItem(element)) {
                    place(element.path("spec"), path, i);
                } else {
                    stripped.add(strip(element, path));
                }
            }
            return stripped;
        }
        return value;
    }

    private static boolean isItem(JsonNode value) {
        return value.path("spec").path(ELEMENT).path("name").isTextual();
    }

    private void place(JsonNode item, String path, int index) {
        Map<String, JsonNode> position = new LinkedHashMap<>(Phrases.without(Phrases.fields(item), ELEMENT));
        position.put("in", TextNode.valueOf(path));
        // In a grid that arranges its items by itself the order is the place.
        if (!item.has("x")) {
            position.put("index", JsonNodeFactory.instance.numberNode(index));
        }
        positions.put(item.path(ELEMENT).path("name").asText(), position);
    }
}
