package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.Manifest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says what a restore would do.
 *
 * @param manifest the backup
 * @param to the target to restore into
 * @param steps what to do with each item, in the order in which it is done
 * @param sources how references to data sources are rewritten
 */
record Plan(Manifest manifest, String to, List<Step> steps, SourceMapping sources) {
    Plan {
        steps = List.copyOf(steps);
    }

    /** Returns the plan as the answer shows it. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("target", manifest.target())
                .put("backup", manifest.id())
                .put("to", to);
        json.set("counts", counts());
        ArrayNode mapped = json.putArray("dataSources");
        sources.uids()
                .forEach((from, uid) -> mapped.addObject().put("uid", from).put("becomes", uid));
        ArrayNode actions = json.putArray("actions");
        steps.forEach(step -> actions.add(step.json()));
        return json;
    }

    private ObjectNode counts() {
        Map<String, Integer> counts = new TreeMap<>();
        steps.forEach(step -> counts.merge(step.action().text(), 1, Integer::sum));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        counts.forEach(json::put);
        return json;
    }
}
