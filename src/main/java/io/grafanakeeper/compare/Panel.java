package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Is a panel, or the row above some, in a form common to all schemas.
 *
 * @param label what people call it, such as {@code panel 4 'CPU'}
 * @param settings its fields but for those below
 * @param position where it is and how large
 * @param queries the fields of its queries by refId
 */
record Panel(
        String label,
        Map<String, JsonNode> settings,
        Map<String, JsonNode> position,
        Map<String, Map<String, JsonNode>> queries) {
    private static final String COLLAPSED = "collapsed";

    /** Says how panels differ, one sentence each; those that are only somewhere else come last. */
    static List<String> sentences(Map<String, Panel> from, Map<String, Panel> to) {
        List<String> sentences = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        for (String key : Phrases.union(from.keySet(), to.keySet())) {
            Panel before = from.get(key);
            Panel after = to.get(key);
            if (before != null && after != null) {
                after.changedFrom(before, sentences, moved);
            } else if (after != null) {
                sentences.add(after.label + " was added");
            } else if (before != null) {
                sentences.add(before.label + " was removed");
            }
        }
        sentences.addAll(moved);
        if (moved.isEmpty() && Order.changed(from.keySet(), to.keySet())) {
            sentences.add("the order of panels changed");
        }
        return sentences;
    }

    private void changedFrom(Panel before, List<String> sentences, List<String> moved) {
        List<String> phrases = phrases(before);
        boolean elsewhere = !Phrases.of(before.position, position, Map.of()).isEmpty();
        if (!phrases.isEmpty()) {
            if (elsewhere) {
                phrases.add("moved or resized");
            }
            sentences.add(Phrases.sentence(label, phrases));
        } else if (elsewhere) {
            moved.add(label + " was moved or resized");
        }
    }

    /** Says how it differs, but for its position. */
    List<String> phrases(Panel before) {
        List<String> phrases = new ArrayList<>(queryPhrases(before));
        Map<String, JsonNode> was = Phrases.without(before.settings, COLLAPSED);
        phrases.addAll(Phrases.of(was, Phrases.without(settings, COLLAPSED), Labels.PANEL));
        if (collapsed() != before.collapsed()) {
            phrases.add(collapsed() ? "was collapsed" : "was expanded");
        }
        return phrases;
    }

    private boolean collapsed() {
        JsonNode value = settings.get(COLLAPSED);
        return value != null && value.asBoolean();
    }

    private List<String> queryPhrases(Panel before) {
        List<String> phrases = new ArrayList<>();
        for (String refId : Phrases.union(before.queries.keySet(), queries.keySet())) {
            Map<String, JsonNode> was = before.queries.get(refId);
            Map<String, JsonNode> is = queries.get(refId);
            if (was != null && is != null) {
                phrases.addAll(Query.phrases(refId, was, is));
            } else {
                phrases.add("query " + refId + (was == null ? " was added" : " was removed"));
            }
        }
        if (Order.changed(before.queries.keySet(), queries.keySet())) {
            phrases.add("the order of queries changed");
        }
        return phrases;
    }
}
