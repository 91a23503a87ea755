package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Is a named part of a dashboard: a variable, an annotation or a link.
 *
 * @param label what people call it, such as {@code variable 'cluster'}
 * @param fields its fields, without its name
 */
record Part(String label, Map<String, JsonNode> fields) {
    /** Says how the parts of one sort differ, one sentence each. */
    static List<String> sentences(
            String plural, Map<String, Part> from, Map<String, Part> to, Map<String, String> labels) {
        List<String> sentences = new ArrayList<>();
        for (String key : Phrases.union(from.keySet(), to.keySet())) {
            Part before = from.get(key);
            Part after = to.get(key);
            if (before != null && after != null) {
                after.changedFrom(before, labels, sentences);
            } else if (after != null) {
                sentences.add(after.label + " was added");
            } else if (before != null) {
                sentences.add(before.label + " was removed");
            }
        }
        if (Order.changed(from.keySet(), to.keySet())) {
            sentences.add("the order of " + plural + " changed");
        }
        return sentences;
    }

    private void changedFrom(Part before, Map<String, String> labels, List<String> sentences) {
        List<String> phrases = Phrases.of(before.fields, fields, labels);
        if (!phrases.isEmpty()) {
            sentences.add(Phrases.sentence(label, phrases));
        }
    }
}
