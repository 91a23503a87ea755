package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a panel in the classic form, whatever form its dashboard has.
 *
 * @param model {@code targets}, {@code datasource}, {@code interval}, {@code maxDataPoints}, {@code timeFrom},
 *     {@code timeShift}, {@code scopedVars}
 * @param repeatedBy the names of the variables by whose values Grafana repeats the panel or what it stands in
 */
record SavedPanel(long id, String title, ObjectNode model, List<String> repeatedBy) {
    static SavedPanel classic(long id, ObjectNode model, List<String> rowRepeats) {
        List<String> repeats = new ArrayList<>(rowRepeats);
        repeats.add(LosslessJson.text(model.path("repeat")));
        repeats.removeIf(String::isEmpty);
        return new SavedPanel(id, LosslessJson.text(model.path("title")), model, List.copyOf(repeats));
    }

    /** Returns the same place in the dashboard with a library panel's content. */
    SavedPanel withModel(ObjectNode shared) {
        ObjectNode both = shared.deepCopy();
        // What the dashboard says of the place: old repeated panels keep their variable's value there.
        if (model.path("scopedVars").isObject()) {
            both.set("scopedVars", model.get("scopedVars"));
        }
        // A place that says nothing is repeated as the library panel says.
        String repeat = text("repeat").isEmpty() ? LosslessJson.text(shared.path("repeat")) : "";
        List<String> repeats = new ArrayList<>(repeatedBy);
        if (!repeat.isEmpty() && !repeats.contains(repeat)) {
            repeats.add(repeat);
        }
        return new SavedPanel(id, title, both, List.copyOf(repeats));
    }

    JsonNode get(String field) {
        return model.path(field);
    }

    String text(String field) {
        return LosslessJson.text(model.path(field));
    }

    /** Returns copies of the targets; never those of the dashboard. */
    List<ObjectNode> targets() {
        List<ObjectNode> targets = new ArrayList<>();
        for (JsonNode target : model.path("targets")) {
            if (target instanceof ObjectNode query) {
                targets.add(query.deepCopy());
            }
        }
        return targets;
    }

    /** Returns the uid of the library panel that holds the content; empty if the panel holds its own. */
    String libraryUid() {
        return LosslessJson.text(model.path("libraryPanel").path("uid"));
    }

    String label() {
        return "panel " + id + (title.isEmpty() ? "" : " " + Shown.quote(title));
    }

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }
}
