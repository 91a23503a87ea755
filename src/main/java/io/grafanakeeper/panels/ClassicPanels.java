package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists the panels of a classic dashboard: beside rows, inside collapsed rows, and in the {@code rows} of before Grafana 5.
 *
 * <p>A panel with no id, or with one that is taken, gets the next free number, as Grafana's page gives it on loading.
 */
final class ClassicPanels {
    private record Placed(ObjectNode model, List<String> repeats) {}

    private final List<Placed> placed = new ArrayList<>();
    private long taken;

    private ClassicPanels() {}

    static List<SavedPanel> of(JsonNode dashboard) {
        ClassicPanels panels = new ClassicPanels();
        panels.add(dashboard.path("panels"));
        panels.addRows(dashboard.path("rows"));
        return panels.numbered();
    }

    private void add(JsonNode list) {
        List<String> row = List.of();
        for (JsonNode node : list) {
            if (!(node instanceof ObjectNode panel)) {
                continue;
            }
            if (LosslessJson.text(panel.path("type")).equals("row")) {
                taken = Math.max(taken, id(panel));
                row = repeats(panel);
                addAll(panel.path("panels"), row);
            } else {
                placed.add(new Placed(panel, row));
            }
        }
    }

    private void addRows(JsonNode rows) {
        boolean shown = false;
        for (JsonNode row : rows) {
            shown |= row.path("collapse").asBoolean()
                    || row.path("showTitle").asBoolean()
                    || !repeats(row).isEmpty();
            addAll(row.path("panels"), repeats(row));
        }
        for (Placed panel : placed) {
            taken = Math.max(taken, id(panel.model()));
        }
        // Grafana makes a panel of each row, which takes a number before the panels without one do.
        taken += shown ? rows.size() : 0;
    }

    private void addAll(JsonNode list, List<String> repeats) {
        for (JsonNode node : list) {
            if (node instanceof ObjectNode panel) {
                placed.add(new Placed(panel, repeats));
            }
        }
    }

    private List<SavedPanel> numbered() {
        Set<Long> seen = new HashSet<>();
        List<SavedPanel> panels = new ArrayList<>();
        for (Placed panel : placed) {
            long id = id(panel.model());
            if (id <= 0 || !seen.add(id)) {
                taken++;
                id = taken;
                seen.add(id);
            }
            panels.add(SavedPanel.classic(id, panel.model(), panel.repeats()));
        }
        return panels;
    }

    private static long id(JsonNode panel) {
        return panel.path("id").isIntegralNumber() ? panel.path("id").asLong() : 0;
    }

    private static List<String> repeats(JsonNode row) {
        String repeat = LosslessJson.text(row.path("repeat"));
        return repeat.isEmpty() ? List.of() : List.of(repeat);
    }
}
