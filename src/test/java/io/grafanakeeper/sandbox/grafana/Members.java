package io.grafanakeeper.sandbox.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds the members of a JSON object as canonical texts, and reads them leniently, as Go's decoder finds them. */
final class Members {
    private final TreeMap<String, String> texts = new TreeMap<>();

    void put(String name, String json) {
        texts.put(name, json);
    }

    void remove(String name) {
        texts.remove(name);
    }

    /** Gives a member's JSON; null when it is missing or JSON null. Go matches names without regard to case. */
    @Nullable
    String json(String name) {
        String exact = texts.get(name);
        if (exact == null) {
            for (Map.Entry<String, String> entry : texts.entrySet()) {
                if (entry.getKey().equalsIgnoreCase(name)) {
                    exact = entry.getValue();
                }
            }
        }
        return exact == null || exact.equals("null") ? null : exact;
    }

    String json(String name, String otherwise) {
        String json = json(name);
        return json == null ? otherwise : json;
    }

    boolean has(String name) {
        return json(name) != null;
    }

    /** Gives a string member; empty when it is missing or no string. */
    String text(String name) {
        String json = json(name);
        return json == null || !json.startsWith("\"") ? "" : Json.tree(json).textValue();
    }

    boolean flag(String name) {
        return "true".equals(json(name));
    }

    /** Gives an integer member; zero when it is missing or no integer. */
    long whole(String name) {
        String json = json(name);
        try {
            return json == null ? 0 : Long.parseLong(json);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Gives the strings of an array member. */
    List<String> texts(String name) {
        List<String> found = new ArrayList<>();
        for (String element : Json.elements(json(name, "[]"))) {
            if (element.startsWith("\"")) {
                found.add(Json.tree(element).textValue());
            }
        }
        return found;
    }

    Members object(String name) {
        return Json.members(json(name, "{}"));
    }

    Set<String> names() {
        return texts.keySet();
    }

    /** Writes the object again, keys sorted. */
    String write() {
        StringBuilder out = new StringBuilder();
        out.append('{');
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            if (out.length() > 1) {
                out.append(',');
            }
            Json.quote(entry.getKey(), out);
            out.append(':').append(entry.getValue());
        }
        return out.append('}').toString();
    }
}
