package io.grafanakeeper.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.Manifest;
import java.util.List;
import java.util.Map;

/**
 * Tells what came of an import.
 *
 * @param manifest the backup's
 * @param newObjects how many objects were written now
 * @param refused what was left out
 * @param ignored how many files of each kind were passed over, since backups do not keep such things
 */
record Imported(Manifest manifest, long newObjects, List<Refused> refused, Map<String, Integer> ignored) {
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("backup", manifest.id())
                .put("run", manifest.run())
                .put("state", manifest.state().text())
                .put("items", manifest.items().size())
                .put("newObjects", newObjects);
        ArrayNode list = json.putArray("refused");
        refused.forEach(entry -> list.addObject().put("entry", entry.entry()).put("reason", entry.reason()));
        ObjectNode passed = json.putObject("ignored");
        ignored.forEach(passed::put);
        return json;
    }
}
