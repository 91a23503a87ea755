package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says field by field how two objects differ. */
final class Phrases {
    /** What one sentence can bear. */
    private static final int MOST = 8;

    private Phrases() {}

    /** Returns a phrase for every field that differs, such as {@code unit changed from s to ms}. */
    static List<String> of(Map<String, JsonNode> from, Map<String, JsonNode> to, Map<String, String> labels) {
        List<String> phrases = new ArrayList<>();
        for (String field : union(from.keySet(), to.keySet())) {
            if (!Values.same(from.get(field), to.get(field))) {
                phrases.add(phrase(field, from.get(field), to.get(field), labels));
            }
        }
        return phrases;
    }

    /** Returns the elements of both, those of the first first. */
    static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> union = new LinkedHashSet<>(one);
        union.addAll(other);
        return union;
    }

    /** Returns an object's fields, empty for anything else. */
    static Map<String, JsonNode> fields(@Nullable JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        if (object != null) {
            object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        }
        return fields;
    }

    /** Returns the fields but for some. */
    static Map<String, JsonNode> without(Map<String, JsonNode> fields, String... names) {
        Map<String, JsonNode> rest = new LinkedHashMap<>(fields);
        for (String name : names) {
            rest.remove(name);
        }
        return rest;
    }

    /** Makes one sentence of a subject and what is to be said of it, cut where there is too much. */
    static String sentence(String subject, List<String> phrases) {
        int more = phrases.size() - MOST;
        return subject + ": "
                + String.join(", ", phrases.subList(0, Math.min(MOST, phrases.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String phrase(
            String field, @Nullable JsonNode from, @Nullable JsonNode to, Map<String, String> labels) {
        String label = labels.get(field);
        if (label == null) {
            return "setting " + Values.quote(field) + change(from, to);
        }
        if (from != null && to != null && Values.showable(from) && Values.showable(to)) {
            return label + " changed from " + Values.show(from) + " to " + Values.show(to);
        }
        return label + change(from, to);
    }

    private static String change(@Nullable JsonNode from, @Nullable JsonNode to) {
        if (from == null) {
            return " was added";
        }
        return to == null ? " was removed" : " changed";
    }
}
