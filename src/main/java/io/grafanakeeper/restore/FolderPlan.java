package io.grafanakeeper.restore;

import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.Folder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides for each folder of a backup which folder of the Grafana it becomes: the one of the same uid, else the only one at the same
 * path, else a new one. Asked for parents before their children.
 */
final class FolderPlan {
    private final Map<String, Folder> live = new LinkedHashMap<>();
    private final Map<String, List<String>> byPath = new HashMap<>();
    private final Map<String, Item> backedUp = new HashMap<>();
    private final Map<String, Step> decided = new LinkedHashMap<>();
    private final String under;
    private final boolean nested;
    private final boolean overwrite;

    /**
     * Creates a plan.
     *
     * @param folders the Grafana's folders
     * @param items the backup's folders
     * @param under the uid of the folder to restore under, empty for none
     * @param nested whether this Grafana has folders in folders
     */
    FolderPlan(List<Folder> folders, List<Item> items, String under, boolean nested, boolean overwrite) {
        this.under = under;
        this.nested = nested;
        this.overwrite = overwrite;
        folders.forEach(folder -> live.put(folder.uid(), folder));
        folders.forEach(folder ->
                byPath.computeIfAbsent(path(folder), any -> new ArrayList<>()).add(folder.uid()));
        items.forEach(item -> backedUp.put(item.uid(), item));
    }

    /** Returns the uid of the folder that a backed-up folder becomes, and plans to make it where it is missing. */
    String place(String folderUid, String folderPath) {
        if (folderUid.isEmpty() || (!under.isEmpty() && !nested)) {
            return under;
        }
        return decide(backedUp.getOrDefault(folderUid, unlisted(folderUid, folderPath)))
                .uid();
    }

    /** Returns the decision about a folder, and plans its parents first. */
    Step decide(Item folder) {
        Step known = decided.get(folder.uid());
        if (known != null) {
            return known;
        }
        String parent = nested ? place(folder.folderUid(), folder.folderPath()) : "";
        Step step = under.isEmpty() ? here(folder, parent) : elsewhere(folder, parent);
        decided.put(folder.uid(), step);
        return step;
    }

    /** Returns all decisions, parents before their children. */
    List<Step> steps() {
        return List.copyOf(decided.values());
    }

    private Step here(Item folder, String parent) {
        Folder same = live.get(folder.uid());
        if (same == null) {
            return byPath(folder, parent)
                    .map(uid -> matched(folder, uid, parent))
                    .orElseGet(() -> new Step(folder, Action.CREATE, "", parent, null));
        }
        boolean renamed = !same.title().equals(folder.title());
        boolean moved = nested && !same.parentUid().equals(parent);
        if (!renamed && !moved) {
            return new Step(folder, Action.UNCHANGED, "", parent, null);
        }
        String what = renamed ? "it is called '" + same.title() + "' now" : "it is in another folder now";
        return overwrite
                ? new Step(folder, Action.UPDATE, what, parent, null)
                : new Step(folder, Action.CONFLICT, what + "; overwrite would change it back", parent, null);
    }

    /** Under another folder nothing that exists is moved: a folder whose uid is taken elsewhere gets one of its own. */
    private Step elsewhere(Item folder, String parent) {
        Optional<String> there = byPath(folder, parent);
        if (there.isPresent()) {
            return matched(folder, there.get(), parent);
        }
        String uid = live.containsKey(folder.uid()) ? derived(folder.uid(), parent) : folder.uid();
        return new Step(folder, Action.CREATE, "", uid, parent, null, List.of());
    }

    private static Step matched(Item folder, String uid, String parent) {
        return new Step(folder, Action.UNCHANGED, "the folder at the same path is used", uid, parent, null, List.of());
    }

    private Optional<String> byPath(Item folder, String parent) {
        List<String> there = byPath.getOrDefault(livePath(parent, folder.title()), List.of());
        return there.size() == 1 ? Optional.of(there.get(0)) : Optional.empty();
    }

    private String livePath(String parent, String title) {
        Folder folder = live.get(parent);
        return folder == null ? (parent.isEmpty() ? title : "\u0000") : path(folder) + "/" + title;
    }

    private String path(Folder folder) {
        StringBuilder path = new StringBuilder(folder.title());
        Folder parent = live.get(folder.parentUid());
        for (int depth = 0; parent != null && depth < 100; depth++) {
            path.insert(0, parent.title() + "/");
            parent = live.get(parent.parentUid());
        }
        return path.toString();
    }

    private static Item unlisted(String uid, String path) {
        String title = path.substring(path.lastIndexOf('/') + 1);
        return new Item(ItemKind.FOLDER, uid, title.isEmpty() ? uid : title, "", "", null, null, null, null, "", 0);
    }

    /** Returns a uid that the same restore finds again, at most 40 characters. */
    private static String derived(String uid, String parent) {
        return "r"
                + Content.hash((parent + "/" + uid).getBytes(StandardCharsets.UTF_8))
                        .substring(0, 20);
    }
}
