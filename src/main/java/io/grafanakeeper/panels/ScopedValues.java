package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Reads the values that old dashboards saved in each copy of a repeated panel: {@code scopedVars.<name>.value}. */
final class ScopedValues {
    private ScopedValues() {}

    static Map<String, VariableValue> of(SavedPanel panel) {
        Map<String, VariableValue> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> scoped : panel.get("scopedVars").properties()) {
            Saved saved = Saved.of(scoped.getValue());
            if (!saved.isEmpty()) {
                values.put(scoped.getKey(), saved.value());
            }
        }
        return values;
    }
}
