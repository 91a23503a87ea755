package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** Outlines a dashboard of the second schema: elements by key, and a layout that refers to them. */
final class ElementsOutline {
    private final JsonNode content;
    private final JsonNode spec;

    ElementsOutline(JsonNode content) {
        this.content = content;
        this.spec = content.path("spec");
    }

    Outline outline() {
        ElementsLayout layout = new ElementsLayout(spec.path("layout"));
        Map<String, JsonNode> settings = head(content);
        settings.putAll(Phrases.without(
                Phrases.fields(spec), "elements", "layout", "variables", "annotations", "links", "timeSettings"));
        settings.put("layout", layout.frame());
        Map<String, JsonNode> time = Phrases.fields(spec.path("timeSettings"));
        Phrases.without(time, "from", "to", "autoRefresh")
                .forEach((name, value) -> settings.put("timeSettings." + name, value));
        if (time.containsKey("autoRefresh")) {
            settings.put("refresh", spec.path("timeSettings").path("autoRefresh"));
        }
        time.keySet().removeIf(name -> !name.equals("from") && !name.equals("to"));
        return new Outline(
                "the schema of elements",
                panels(layout),
                parts("variable", spec.path("variables")),
                parts("annotation", spec.path("annotations")),
                ClassicOutline.parts("link", "title", spec.path("links")),
                time,
                settings);
    }

    /** Returns what a resource says about itself outside its spec. */
    static Map<String, JsonNode> head(JsonNode content) {
        Map<String, JsonNode> head = Phrases.without(Phrases.fields(content), "spec", "metadata");
        JsonNode metadata = content.path("metadata");
        head.putAll(Phrases.without(Phrases.fields(metadata), "annotations"));
        head.putAll(Phrases.fields(metadata.path("annotations")));
        return head;
    }

    private Map<String, Panel> panels(ElementsLayout layout) {
        Map<String, Panel> panels = new LinkedHashMap<>();
        spec.path("elements")
                .properties()
                .forEach(element -> panels.put(
                        element.getKey(),
                        panel(element.getKey(), element.getValue().path("spec"), layout.position(element.getKey()))));
        return panels;
    }

    private static Panel panel(String key, JsonNode panel, Map<String, JsonNode> position) {
        JsonNode display = panel.path("vizConfig");
        JsonNode data = panel.path("data").path("spec");
        Map<String, JsonNode> settings = Phrases.without(Phrases.fields(panel), "id", "data", "vizConfig");
        settings.putAll(Phrases.without(Phrases.fields(data), "queries"));
        // The first versions of the schema gave the plug-in's id as the kind.
        settings.put("type", display.path(display.has("group") ? "group" : "kind"));
        settings.putAll(Phrases.without(Phrases.fields(display), "kind", "group", "version", "spec"));
        settings.put("pluginVersion", display.path("version"));
        settings.putAll(Phrases.without(Phrases.fields(display.path("spec")), "fieldConfig", "options"));
        ClassicOutline.putDisplay(
                settings,
                display.path("spec").path("fieldConfig"),
                display.path("spec").path("options"));
        return new Panel(label(key, panel), settings, position, queries(data.path("queries")));
    }

    private static String label(String key, JsonNode panel) {
        String id = LosslessJson.text(panel.path("id"));
        String title = panel.path("title").asText("");
        return "panel " + (id.isEmpty() ? key : id) + (title.isEmpty() ? "" : " " + Values.quote(title));
    }

    private static Map<String, Map<String, JsonNode>> queries(JsonNode list) {
        Keyed<Map<String, JsonNode>> queries = new Keyed<>();
        for (JsonNode element : list) {
            JsonNode query = element.path("spec");
            Map<String, JsonNode> fields = Phrases.without(Phrases.fields(query), "refId", "hidden", "query");
            fields.put("hide", query.path("hidden"));
            JsonNode inner = query.path("query");
            fields.putAll(Phrases.without(Phrases.fields(inner), "spec", "datasource", "group"));
            fields.put("datasource", source(inner));
            fields.putAll(Phrases.fields(inner.path("spec")));
            queries.add(query.path("refId").asText("without refId"), fields);
        }
        return queries.map();
    }

    private static JsonNode source(JsonNode query) {
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        source.set("datasource", query.path("datasource"));
        source.set("group", query.path("group"));
        return source;
    }

    /** Returns variables or annotations, whose kind is their type. */
    private static Map<String, Part> parts(String noun, JsonNode list) {
        Keyed<Part> parts = new Keyed<>();
        for (JsonNode element : list) {
            String name = element.path("spec").path("name").asText("");
            Map<String, JsonNode> fields = Phrases.without(Phrases.fields(element.path("spec")), "name");
            fields.put("type", TextNode.valueOf(element.path("kind").asText("")));
            parts.add(name, new Part(noun + " " + Values.quote(name), fields));
        }
        return parts.map();
    }
}
