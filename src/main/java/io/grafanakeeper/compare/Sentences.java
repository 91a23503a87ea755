package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.ItemKind;
import java.util.ArrayList;
import java.util.List;

/** Says in plain sentences what changed from one content to another. */
final class Sentences {
    private static final int MOST = 200;
    private static final String SPELLING = "nothing but the spelling of numbers changed, such as 1 and 1.0";
    private static final String UNNAMED = "something changed that only the patch can show";
    private static final String MODEL = "model";

    private Sentences() {}

    /** Returns at least one sentence and at most 201, the last of which then counts the rest. */
    static List<String> of(ItemKind kind, JsonNode from, JsonNode to) {
        List<String> all = switch (kind) {
            case DASHBOARD -> DashboardSentences.of(from, to);
            case LIBRARY_PANEL -> libraryPanel(from, to);
            default -> Phrases.of(Phrases.fields(from), Phrases.fields(to), Labels.OTHER);
        };
        if (all.isEmpty()) {
            return List.of(Values.same(from, to) ? SPELLING : UNNAMED);
        }
        return all.size() <= MOST ? List.copyOf(all) : cut(all);
    }

    private static List<String> cut(List<String> all) {
        List<String> first = new ArrayList<>(all.subList(0, MOST));
        first.add("… and " + (all.size() - MOST) + " more");
        return first;
    }

    private static List<String> libraryPanel(JsonNode from, JsonNode to) {
        List<String> sentences = new ArrayList<>(Phrases.of(
                Phrases.without(Phrases.fields(from), MODEL),
                Phrases.without(Phrases.fields(to), MODEL),
                Labels.OTHER));
        List<String> phrases =
                ClassicOutline.panel(to.path(MODEL), "").phrases(ClassicOutline.panel(from.path(MODEL), ""));
        if (!phrases.isEmpty()) {
            sentences.add(Phrases.sentence("the panel", phrases));
        }
        return sentences;
    }
}
