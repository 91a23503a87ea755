package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** Outlines a dashboard of the classic schema: panels in a list, in rows that are panels themselves, or in the rows of old. */
final class ClassicOutline {
    private static final String ROW = "row";

    private final JsonNode model;
    private final Keyed<Panel> panels = new Keyed<>();

    ClassicOutline(JsonNode model) {
        this.model = model;
    }

    /**
     * Returns the outline.
     *
     * @param more settings that stand outside the model
     */
    Outline outline(Map<String, JsonNode> more) {
        addPanels(model.path("panels"));
        model.path("rows").forEach(this::addOldRow);
        Map<String, JsonNode> settings = new LinkedHashMap<>(more);
        settings.putAll(
                Phrases.without(Phrases.fields(model), "panels", "rows", "templating", "annotations", "links", "time"));
        putRest(settings, "templating");
        putRest(settings, "annotations");
        return new Outline(
                "classic",
                panels.map(),
                parts("variable", "name", model.path("templating").path("list")),
                parts("annotation", "name", model.path("annotations").path("list")),
                parts("link", "title", model.path("links")),
                Phrases.fields(model.path("time")),
                settings);
    }

    /** Adds panels; one below a row panel belongs to it, whether the row is collapsed and holds it or not. */
    private void addPanels(JsonNode list) {
        String row = "";
        for (JsonNode panel : list) {
            if (panel.path("type").asText().equals(ROW)) {
                row = key(panel);
                panels.add(row, panel(panel, ""));
                for (JsonNode nested : panel.path("panels")) {
                    panels.add(key(nested), panel(nested, row));
                }
            } else {
                panels.add(key(panel), panel(panel, row));
            }
        }
    }

    private void addOldRow(JsonNode row) {
        String title = row.path("title").asText("");
        Map<String, JsonNode> settings = Phrases.without(Phrases.fields(row), "panels", "collapse");
        if (row.has("collapse")) {
            settings.put("collapsed", row.path("collapse"));
        }
        panels.add("row " + title, new Panel("row " + Values.quote(title), settings, Map.of(), Map.of()));
        for (JsonNode panel : row.path("panels")) {
            panels.add(key(panel), panel(panel, title));
        }
    }

    private static String key(JsonNode panel) {
        String id = LosslessJson.text(panel.path("id"));
        return id.isEmpty() ? "title " + panel.path("title").asText("") : id;
    }

    /** Returns a panel's outline, also that of the one inside a library panel. */
    static Panel panel(JsonNode panel, String row) {
        Map<String, JsonNode> position = new LinkedHashMap<>();
        position.put("row", TextNode.valueOf(row));
        for (String field : new String[] {"gridPos", "span"}) {
            if (panel.has(field)) {
                position.put(field, panel.path(field));
            }
        }
        return new Panel(label(panel), settings(panel), position, queries(panel.path("targets")));
    }

    private static String label(JsonNode panel) {
        String name = panel.path("type").asText().equals(ROW) ? "row" : "panel";
        String id = LosslessJson.text(panel.path("id"));
        String title = panel.path("title").asText("");
        return name + (id.isEmpty() ? "" : " " + id) + (title.isEmpty() ? "" : " " + Values.quote(title));
    }

    private static Map<String, JsonNode> settings(JsonNode panel) {
        Map<String, JsonNode> settings = Phrases.without(
                Phrases.fields(panel), "id", "gridPos", "span", "targets", "panels", "fieldConfig", "options");
        putDisplay(settings, panel.path("fieldConfig"), panel.path("options"));
        return settings;
    }

    /** Puts what a panel says about its fields and its display among its settings, each under a name of its own. */
    static void putDisplay(Map<String, JsonNode> settings, JsonNode fieldConfig, JsonNode options) {
        Phrases.fields(fieldConfig).forEach(settings::put);
        settings.remove("defaults");
        Phrases.fields(fieldConfig.path("defaults")).forEach((name, value) -> settings.put("field." + name, value));
        if (options.isObject()) {
            Phrases.fields(options).forEach((name, value) -> settings.put("options." + name, value));
        }
    }

    private static Map<String, Map<String, JsonNode>> queries(JsonNode targets) {
        Keyed<Map<String, JsonNode>> queries = new Keyed<>();
        for (JsonNode target : targets) {
            queries.add(target.path("refId").asText("without refId"), Phrases.without(Phrases.fields(target), "refId"));
        }
        return queries.map();
    }

    /** Returns the elements of a list by the field that names them. */
    static Map<String, Part> parts(String noun, String nameField, JsonNode list) {
        Keyed<Part> parts = new Keyed<>();
        for (JsonNode element : list) {
            String name = element.path(nameField).asText("");
            parts.add(
                    name,
                    new Part(noun + " " + Values.quote(name), Phrases.without(Phrases.fields(element), nameField)));
        }
        return parts.map();
    }

    /** Keeps what stands beside a list. */
    private void putRest(Map<String, JsonNode> settings, String field) {
        Phrases.without(Phrases.fields(model.path(field)), "list")
                .forEach((name, value) -> settings.put(field + "." + name, value));
    }
}
