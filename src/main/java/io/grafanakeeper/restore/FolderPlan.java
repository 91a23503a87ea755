package io.grafanakeeper.restore;

import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.Folder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides for each folder of a backup which folder of the Grafana it becomes: the one of the same uid, else the only one at the same
 * path, else a new one. Asked for parents before their children.
 */
final class FolderPlan {
    private final Map<String, Folder> live = new LinkedHashMap<>();
    private final Map<String, Item> backedUp = new HashMap<>();
    private final Map<String, Step> decided = new LinkedHashMap<>();
    private final Set<String> deciding = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> selected;
    private final String under;
    private final boolean nested;
    private final boolean overwrite;

    /**
     * Creates a plan.
     *
     * @param folders the Grafana's folders
     * @param items the backup's folders
     * @param selected the uids of those to restore; the others are only made where something needs them
     * @param under the uid of the folder to restore under, empty for none
     * @param nested whether this Grafana has folders in folders
     */
    FolderPlan(
            List<Folder> folders,
            List<Item> items,
            Set<String> selected,
            String under,
            boolean nested,
            boolean overwrite) {
        this.selected = Set.copyOf(selected);
        this.under = under;
        this.nested = nested;
        this.overwrite = overwrite;
        folders.forEach(folder -> live.put(folder.uid(), folder));
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
        // Folders inside each other in a circle, which only a made-up archive holds, end at the root.
        boolean circle = !deciding.add(folder.uid());
        String parent = circle || !nested ? "" : place(folder.folderUid(), folder.folderPath());
        Step step = under.isEmpty() ? here(folder, parent) : elsewhere(folder, parent);
        used.add(step.uid());
        return decided.computeIfAbsent(folder.uid(), uid -> step);
    }

    /** Returns all decisions, parents before their children. */
    List<Step> steps() {
        return List.copyOf(decided.values());
    }

    private Step here(Item folder, String parent) {
        Folder same = live.get(folder.uid());
        if (same == null) {
            return namesake(folder, parent)
                    .map(uid -> matched(folder, uid, parent))
                    .orElseGet(() -> new Step(folder, Action.CREATE, "", parent, null));
        }
        boolean renamed = !same.title().equals(folder.title());
        boolean moved = nested && !same.parentUid().equals(parent);
        if (!selected.contains(folder.uid()) || !backedUp.containsKey(folder.uid())) {
            return new Step(folder, Action.UNCHANGED, "", same.parentUid(), null);
        }
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
        if (!nested) {
            return new Step(
                    folder,
                    Action.SKIPPED,
                    "this Grafana has no folders in folders; what is in it goes right under the one named",
                    under,
                    null);
        }
        Optional<String> there = own(folder.uid(), parent).or(() -> namesake(folder, parent));
        if (there.isPresent()) {
            return matched(folder, there.get(), parent);
        }
        String uid = live.containsKey(folder.uid()) ? derived(folder.uid(), parent) : folder.uid();
        return new Step(folder, Action.CREATE, "", uid, parent, null, List.of());
    }

    private static Step matched(Item folder, String uid, String parent) {
        return new Step(folder, Action.UNCHANGED, "the folder at the same path is used", uid, parent, null, List.of());
    }

    /** Finds the only folder of the same title in the same parent that no other folder of the backup becomes. */
    private Optional<String> namesake(Item folder, String parent) {
        List<String> there = live.values().stream()
                .filter(other -> other.title().equals(folder.title()))
                .filter(other -> !nested || other.parentUid().equals(parent))
                .map(Folder::uid)
                .filter(uid -> !used.contains(uid) && !isOfAnother(uid, folder, parent))
                .toList();
        return there.size() == 1 ? Optional.of(there.get(0)) : Optional.empty();
    }

    /** Finds the folder that an earlier delivery or request has made in a parent for one of the backup. */
    private Optional<String> own(String uid, String parent) {
        return Stream.of(uid, derived(uid, parent))
                .filter(made ->
                        live.containsKey(made) && live.get(made).parentUid().equals(parent))
                .filter(made -> !used.contains(made))
                .findFirst();
    }

    /** Tells whether a folder that is there is another one of the backup, or was made for one that is beside it there. */
    private boolean isOfAnother(String uid, Item folder, String parent) {
        if (under.isEmpty()) {
            return backedUp.containsKey(uid);
        }
        return backedUp.values().stream()
                .filter(other -> other.folderUid().equals(folder.folderUid())
                        && !other.uid().equals(folder.uid()))
                .anyMatch(other -> uid.equals(other.uid()) || uid.equals(derived(other.uid(), parent)));
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
