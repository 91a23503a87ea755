package io.grafanakeeper.compare;

import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.runs.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what is compared.
 *
 * @param kind only this kind, or null for all
 * @param uid only this uid, or null for all
 * @param folder only what is in the folder of this path or below it, the folder itself included, or null for all; {@code
 *     General} is the root
 */
record Selection(
        @Nullable ItemKind kind,
        @Nullable String uid,
        @Nullable String folder) {
    private static final String ROOT = "General";

    /** Reads the selection from a request's parameters; an empty one is as good as none. */
    static Selection of(Map<String, String> parameters) {
        String kind = parameters.getOrDefault("kind", "");
        String folder = parameters.getOrDefault("folder", "").replaceAll("^/+|/+$", "");
        return new Selection(
                kind.isEmpty() ? null : kind(kind), orNull(parameters.getOrDefault("uid", "")), orNull(folder));
    }

    /** Tells whether a pair is chosen; one that moved in or out of the folder is. */
    boolean takes(@Nullable Held from, @Nullable Held to) {
        return (from != null && takes(from)) || (to != null && takes(to));
    }

    /** Tells whether an item is chosen of which only kind and uid are known. */
    boolean takes(Key key) {
        return (kind == null || kind == key.kind()) && (uid == null || uid.equals(key.uid()));
    }

    private boolean takes(Held item) {
        return takes(item.key()) && (folder == null || contains(folder, item));
    }

    private static boolean contains(String folder, Held item) {
        String path = item.place().folderPath();
        return inside(folder, path)
                || (item.kind() == ItemKind.FOLDER
                        && inside(folder, path.isEmpty() ? item.title() : path + "/" + item.title()));
    }

    private static boolean inside(String folder, String path) {
        return path.equals(folder) || path.startsWith(folder + "/") || (folder.equals(ROOT) && path.isEmpty());
    }

    private static ItemKind kind(String text) {
        return ItemKind.of(text)
                .orElseThrow(() -> ProblemException.badRequest("kind", "there is no such kind of item", kinds()));
    }

    private static List<String> kinds() {
        return Arrays.stream(ItemKind.values()).map(ItemKind::text).toList();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
