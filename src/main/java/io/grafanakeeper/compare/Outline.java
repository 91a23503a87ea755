package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Says what a dashboard is made of, in a form common to all schemas.
 *
 * @param schema which schema it was written in, for people
 * @param panels its panels and rows by id
 * @param variables its variables by name
 * @param annotations its annotations by name
 * @param links its links by title
 * @param time the start and end of its time range, empty if it has none
 * @param settings all other fields
 */
record Outline(
        String schema,
        Map<String, Panel> panels,
        Map<String, Part> variables,
        Map<String, Part> annotations,
        Map<String, Part> links,
        Map<String, JsonNode> time,
        Map<String, JsonNode> settings) {
    /** Returns the outline of a dashboard as the archive keeps it. */
    static Outline of(JsonNode content) {
        JsonNode spec = content.path("spec");
        if (!content.path("apiVersion").isTextual() || !spec.isObject()) {
            return new ClassicOutline(content).outline(Map.of());
        }
        return spec.path("elements").isObject()
                ? new ElementsOutline(content).outline()
                : new ClassicOutline(spec).outline(ElementsOutline.head(content));
    }
}
