package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says how a panel's query changed. Expressions are too long for a sentence; the patch shows them. */
final class Query {
    private static final String HIDE = "hide";

    private Query() {}

    static List<String> phrases(String refId, Map<String, JsonNode> from, Map<String, JsonNode> to) {
        Set<String> phrases = new LinkedHashSet<>();
        for (String field : Phrases.union(from.keySet(), to.keySet())) {
            if (!field.equals(HIDE) && !Values.same(from.get(field), to.get(field))) {
                phrases.add(label(field) + " of " + refId + " changed");
            }
        }
        if (hidden(from) != hidden(to)) {
            phrases.add("query " + refId + (hidden(to) ? " was hidden" : " is shown again"));
        }
        return List.copyOf(phrases);
    }

    private static String label(String field) {
        String label = Labels.QUERY.get(field);
        return label == null ? "setting " + Values.quote(field) : label;
    }

    private static boolean hidden(Map<String, JsonNode> query) {
        JsonNode value = query.get(HIDE);
        return value != null && value.asBoolean();
    }
}
