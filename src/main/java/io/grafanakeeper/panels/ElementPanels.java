package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lists the panels of a schema v2 dashboard and puts them into the classic form.
 *
 * <p>A query is {@code {refId, hidden, query}}. In v2alpha1 {@code query} is {@code {kind: <type>, spec}} beside a
 * {@code datasource: {type, uid}}; from v2beta1 on it is {@code {kind: DataQuery, group: <type>, datasource: {name: <uid>},
 * spec}}.
 */
final class ElementPanels {
    private static final List<String> OPTIONS = List.of("interval", "maxDataPoints", "timeFrom", "timeShift");

    private ElementPanels() {}

    static List<SavedPanel> of(JsonNode dashboard) {
        List<SavedPanel> panels = new ArrayList<>();
        for (Map.Entry<String, JsonNode> element : dashboard.path("elements").properties()) {
            JsonNode spec = element.getValue().path("spec");
            List<String> repeats = new ArrayList<>();
            addRepeats(dashboard.path("layout"), element.getKey(), repeats);
            panels.add(new SavedPanel(
                    spec.path("id").isIntegralNumber() ? spec.path("id").asLong() : 0,
                    LosslessJson.text(spec.path("title")),
                    model(spec),
                    List.copyOf(repeats)));
        }
        return panels;
    }

    private static ObjectNode model(JsonNode spec) {
        ObjectNode model = SavedPanel.empty();
        if (spec.path("libraryPanel").isObject()) {
            model.set("libraryPanel", spec.get("libraryPanel"));
        }
        JsonNode group = spec.path("data").path("spec");
        for (String option : OPTIONS) {
            if (group.path("queryOptions").has(option)) {
                model.set(option, group.path("queryOptions").get(option));
            }
        }
        ArrayNode targets = model.putArray("targets");
        for (JsonNode query : group.path("queries")) {
            targets.add(target(query.path("spec")));
        }
        // Each query names its own data source, which is what the classic form calls mixed.
        if (isMixed(targets)) {
            model.putObject("datasource").put("uid", Sources.MIXED);
        }
        return model;
    }

    private static ObjectNode target(JsonNode query) {
        JsonNode inner = query.path("query");
        ObjectNode target = inner.path("spec") instanceof ObjectNode spec ? spec.deepCopy() : SavedPanel.empty();
        target.put("refId", LosslessJson.text(query.path("refId")));
        target.put("hide", query.path("hidden").asBoolean());
        String kind = LosslessJson.text(inner.path("kind"));
        boolean old = !kind.equals("DataQuery");
        String type = old ? kind : LosslessJson.text(inner.path("group"));
        String uid = LosslessJson.text(
                old
                        ? query.path("datasource").path("uid")
                        : inner.path("datasource").path("name"));
        ObjectNode source = SavedPanel.empty();
        if (!type.isEmpty()) {
            source.put("type", type);
        }
        if (!uid.isEmpty()) {
            source.put("uid", uid);
        }
        target.set("datasource", source);
        return target;
    }

    private static boolean isMixed(ArrayNode targets) {
        List<JsonNode> sources = new ArrayList<>();
        for (JsonNode target : targets) {
            JsonNode source = target.path("datasource");
            if (!Sources.isExpression(source) && !sources.contains(source)) {
                sources.add(source);
            }
        }
        return sources.size() > 1;
    }

    /** Collects the variables that repeat an element or one of the rows, tabs and grids around it. */
    private static boolean addRepeats(JsonNode node, String key, List<String> repeats) {
        boolean holds = node.isObject()
                && LosslessJson.text(node.path("element").path("name")).equals(key);
        for (JsonNode child : node) {
            holds |= addRepeats(child, key, repeats);
        }
        String by = LosslessJson.text(node.path("repeat").path("value"));
        if (holds && !by.isEmpty() && !repeats.contains(by)) {
            repeats.add(by);
        }
        return holds;
    }
}
