package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says how a dashboard changed: one sentence a panel, variable, annotation, link or setting. */
final class DashboardSentences {
    private static final String TAGS = "tags";

    private DashboardSentences() {}

    static List<String> of(JsonNode from, JsonNode to) {
        Outline before = Outline.of(from);
        Outline after = Outline.of(to);
        if (!before.schema().equals(after.schema())) {
            return List.of("the dashboard was converted from " + before.schema() + " to " + after.schema());
        }
        List<String> sentences = new ArrayList<>(settings(before.settings(), after.settings()));
        sentences.addAll(time(before.time(), after.time()));
        sentences.addAll(Part.sentences("variables", before.variables(), after.variables(), Labels.VARIABLE));
        sentences.addAll(Part.sentences("annotations", before.annotations(), after.annotations(), Labels.ANNOTATION));
        sentences.addAll(Part.sentences("links", before.links(), after.links(), Labels.LINK));
        sentences.addAll(Panel.sentences(before.panels(), after.panels()));
        return sentences;
    }

    private static List<String> settings(Map<String, JsonNode> from, Map<String, JsonNode> to) {
        List<String> sentences = Phrases.of(Phrases.without(from, TAGS), Phrases.without(to, TAGS), Labels.DASHBOARD);
        Set<String> before = texts(from.getOrDefault(TAGS, MissingNode.getInstance()));
        Set<String> after = texts(to.getOrDefault(TAGS, MissingNode.getInstance()));
        List<String> phrases = new ArrayList<>();
        addList("added ", after, before, phrases);
        addList("removed ", before, after, phrases);
        if (!phrases.isEmpty()) {
            sentences.add(Phrases.sentence("tags", phrases));
        } else if (Order.changed(before, after)) {
            sentences.add("the order of tags changed");
        }
        return sentences;
    }

    private static void addList(String verb, Set<String> all, Set<String> but, List<String> phrases) {
        List<String> texts = all.stream()
                .filter(text -> !but.contains(text))
                .map(text -> Values.show(text))
                .toList();
        if (!texts.isEmpty()) {
            phrases.add(verb + String.join(" and ", texts));
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new LinkedHashSet<>();
        list.forEach(element -> texts.add(element.asText("")));
        return texts;
    }

    /** Leaves out the end of a range that does not change: it is nearly always now. */
    private static List<String> time(Map<String, JsonNode> from, Map<String, JsonNode> to) {
        if (Phrases.of(from, to, Map.of()).isEmpty()) {
            return List.of();
        }
        boolean sameEnd = Values.same(from.get("to"), to.get("to"));
        return List.of("time range changed from " + range(from, sameEnd) + " to " + range(to, sameEnd));
    }

    private static String range(Map<String, JsonNode> time, boolean startOnly) {
        String start = Values.show(time.getOrDefault("from", MissingNode.getInstance()));
        String end = Values.show(time.getOrDefault("to", MissingNode.getInstance()));
        return startOnly ? start : start + " until " + end;
    }
}
