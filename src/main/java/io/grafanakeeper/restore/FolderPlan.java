package io.grafanakeeper.restore;

import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.Folder;
import java.nio.charset.StandardCharsets;
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
 *
 * <p>A backup need not hold the folders that its items are in. It then has their uids and paths, and a path says where it ends,
 * not where a title does: what could be meant twice is left out.
 */
final class FolderPlan {
    private static final String FLATTENED = "no folders in folders here; it goes to the root";
    private static final String TAKEN = "another folder of the root has this title, and no folder is in another here";

    private final LiveFolders live;
    private final BackedUpFolders backedUp;
    private final RootTitles titles;
    private final Map<String, Step> decided = new LinkedHashMap<>();
    private final Set<String> deciding = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> selected;
    private final String under;
    private final boolean nested;
    private final boolean wasNested;
    private final boolean overwrite;

    /**
     * Creates a plan.
     *
     * @param folders the Grafana's folders
     * @param items all items of the backup
     * @param selected the uids of the folders to restore; the others are only made where something needs them
     * @param under the uid of the folder to restore under, empty for none
     * @param nested whether this Grafana has folders in folders
     * @param wasNested whether the Grafana that was backed up had, so that a {@code /} in a path may stand between two titles
     */
    FolderPlan(
            List<Folder> folders,
            List<Item> items,
            Set<String> selected,
            String under,
            boolean nested,
            boolean wasNested,
            boolean overwrite) {
        this.live = new LiveFolders(folders);
        this.backedUp = new BackedUpFolders(items);
        this.titles = new RootTitles(live, backedUp);
        this.selected = Set.copyOf(selected);
        this.under = under;
        this.nested = nested;
        this.wasNested = wasNested;
        this.overwrite = overwrite;
    }

    /**
     * Says where something goes.
     *
     * @param uid the folder's uid, empty for the root
     * @param obstacle why it can go nowhere, empty if it can
     */
    record Spot(String uid, String obstacle) {
        static Spot in(String uid) {
            return new Spot(uid, "");
        }
    }

    /** Returns where that goes which was in a folder, and plans to make the folder where it is missing. */
    Spot place(String folderUid, String folderPath) {
        if (folderUid.isEmpty() || (!under.isEmpty() && !nested)) {
            return Spot.in(under);
        }
        return spot(backedUp.find(folderUid).map(this::decide).orElseGet(() -> notHeld(folderUid, folderPath)));
    }

    private Spot spot(Step folder) {
        if (folder.action() == Action.CREATE || live.has(folder.uid())) {
            return Spot.in(folder.uid());
        }
        String why = folder.action() == Action.CONFLICT
                ? "its folder '" + folder.item().title() + "' cannot be made here: " + folder.reason()
                : folder.reason();
        return new Spot(folder.uid(), why);
    }

    /** Returns the decision about a folder, and plans its parents first. */
    Step decide(Item folder) {
        Step known = decided.get(folder.uid());
        if (known != null) {
            return known;
        }
        // Folders inside each other in a circle, which only a made-up archive holds, end at the top.
        boolean circle = !deciding.add(folder.uid());
        Spot parent = circle || !nested ? Spot.in(under) : place(folder.folderUid(), folder.folderPath());
        if (!parent.obstacle().isEmpty()) {
            return decided(skipped(folder, parent.obstacle()));
        }
        return decided(under.isEmpty() ? here(folder, parent.uid()) : elsewhere(folder, parent.uid()));
    }

    private Step decided(Step step) {
        used.add(step.uid());
        return decided.computeIfAbsent(step.item().uid(), uid -> step);
    }

    /** Returns all decisions, parents before their children. */
    List<Step> steps() {
        return List.copyOf(decided.values());
    }

    private Step here(Item folder, String parent) {
        Optional<Folder> there = live.find(folder.uid());
        boolean flattened = !nested && !folder.folderUid().isEmpty();
        String where = flattened ? FLATTENED : "";
        if (there.isEmpty()) {
            // Another path than this one's may end with its title.
            Optional<String> samePath = flattened ? Optional.empty() : namesake(folder, parent);
            return samePath.map(uid -> matched(folder, uid, parent)).orElseGet(() -> created(folder, parent, where));
        }
        Folder same = there.get();
        boolean renamed = !same.title().equals(folder.title());
        boolean moved = nested && !same.parentUid().equals(parent);
        if (!selected.contains(folder.uid())) {
            return new Step(folder, Action.UNCHANGED, where, same.parentUid(), null);
        }
        if (!renamed && !moved) {
            return new Step(folder, Action.UNCHANGED, where, parent, null);
        }
        String what = renamed ? "it is called '" + same.title() + "' now" : "it is in another folder now";
        if (!nested && overwrite && !titles.take(folder)) {
            return new Step(folder, Action.CONFLICT, what + ", and " + TAKEN, parent, null);
        }
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
        return own(folder.uid(), parent)
                .or(() -> namesake(folder, parent))
                .map(uid -> matched(folder, uid, parent))
                .orElseGet(() -> created(folder, parent, ""));
    }

    private Step created(Item folder, String parent, String reason) {
        if (!nested && !titles.take(folder)) {
            return new Step(folder, Action.CONFLICT, TAKEN, parent, null);
        }
        String uid = live.has(folder.uid()) ? derived(folder.uid(), parent) : folder.uid();
        return new Step(folder, Action.CREATE, reason, uid, parent, null, List.of());
    }

    private static Step matched(Item folder, String uid, String parent) {
        return new Step(folder, Action.UNCHANGED, "the folder at the same path is used", uid, parent, null, List.of());
    }

    private static Step skipped(Item folder, String reason) {
        return new Step(folder, Action.SKIPPED, reason, "", null);
    }

    /** Finds the only folder of the same title in the same parent that no other folder of the backup becomes. */
    private Optional<String> namesake(Item folder, String parent) {
        List<String> there = live.all()
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
                .filter(made -> live.find(made)
                        .filter(there -> there.parentUid().equals(parent))
                        .isPresent())
                .filter(made -> !used.contains(made))
                .findFirst();
    }

    /** Tells whether a folder that is there is another one of the backup, or was made for one that is beside it there. */
    private boolean isOfAnother(String uid, Item folder, String parent) {
        if (under.isEmpty()) {
            return backedUp.knows(uid);
        }
        return backedUp.all()
                .filter(other -> other.folderUid().equals(folder.folderUid())
                        && !other.uid().equals(folder.uid()))
                .anyMatch(other -> uid.equals(other.uid()) || uid.equals(derived(other.uid(), parent)));
    }

    /** Returns the decision about a folder of which the backup has uid and path only. */
    private Step notHeld(String uid, String path) {
        Step known = decided.get(uid);
        return known == null ? decided(byPath(uid, path)) : known;
    }

    private Step byPath(String uid, String path) {
        Item folder = named(uid, path);
        Optional<Folder> same = under.isEmpty() ? live.find(uid) : Optional.empty();
        if (same.isPresent()) {
            return new Step(folder, Action.UNCHANGED, "", same.get().parentUid(), null);
        }
        List<Folder> there = live.at(under, path).stream()
                .filter(other -> !used.contains(other.uid()))
                .filter(other -> !under.isEmpty() || !backedUp.knows(other.uid()))
                .toList();
        Optional<Folder> own = there.stream()
                .filter(other -> other.uid().equals(uid) || other.uid().equals(derived(uid, other.parentUid())))
                .findFirst();
        if (own.isPresent() || there.size() == 1) {
            Folder one = own.orElseGet(() -> there.get(0));
            return matched(folder, one.uid(), one.parentUid());
        }
        return there.isEmpty() ? made(folder, path) : skipped(folder, pathOnly(path, "which several here have"));
    }

    /** Plans to make a folder of which the backup has the path only, and what is missing of the path. */
    private Step made(Item folder, String path) {
        if (folder.title().equals(path) || path.isEmpty()) {
            return created(folder, under, wasNested && path.contains("/") ? FLATTENED : "");
        }
        if (Stream.of(path.split("/", -1)).anyMatch(String::isEmpty)) {
            return skipped(folder, pathOnly(path, "in which a title has a '/' of its own"));
        }
        Spot above = above(folder.folderPath());
        return above.obstacle().isEmpty() ? created(folder, above.uid(), "") : skipped(folder, above.obstacle());
    }

    private Spot above(String path) {
        Set<String> uids = backedUp.at(path);
        if (uids.size() > 1) {
            return new Spot("", pathOnly(path, "which several of its folders have"));
        }
        return uids.isEmpty()
                ? spot(notHeld(derived(path, under), path))
                : place(uids.iterator().next(), path);
    }

    private static String pathOnly(String path, String what) {
        return "the backup knows its folder by the path '" + path + "' only, " + what;
    }

    /** Describes a folder that the backup does not hold; where no folder is in another, the path is the title. */
    private Item named(String uid, String path) {
        int slash = nested && wasNested ? path.lastIndexOf('/') : -1;
        String title = path.isEmpty() ? uid : path.substring(slash + 1);
        String above = path.substring(0, Math.max(0, slash));
        return new Item(ItemKind.FOLDER, uid, title, "", above, null, null, null, null, "", 0);
    }

    /** Returns a uid that the same restore finds again, at most 40 characters. */
    private static String derived(String uid, String parent) {
        return "r"
                + Content.hash((parent + "/" + uid).getBytes(StandardCharsets.UTF_8))
                        .substring(0, 20);
    }
}
