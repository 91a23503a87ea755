package io.grafanakeeper.restore;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import java.util.List;
import java.util.Set;

/**
 * Chooses items of a backup; an empty part chooses everything.
 *
 * @param kinds the kinds to take
 * @param uids the uids to take
 * @param folders the folders, by path or uid, to take with everything below them
 */
record Selection(Set<ItemKind> kinds, Set<String> uids, List<String> folders) {
    Selection {
        kinds = Set.copyOf(kinds);
        uids = Set.copyOf(uids);
        folders = List.copyOf(folders);
    }

    /** Tells whether the request asked for an item. */
    boolean takes(Item item) {
        return (kinds.isEmpty() || kinds.contains(item.kind()))
                && (uids.isEmpty() || uids.contains(item.uid()))
                && (folders.isEmpty() || folders.stream().anyMatch(folder -> inside(folder, item)));
    }

    private static boolean inside(String folder, Item item) {
        if (item.kind() == ItemKind.FOLDER) {
            String own = item.folderPath().isEmpty() ? item.title() : item.folderPath() + "/" + item.title();
            return item.uid().equals(folder)
                    || below(folder, own)
                    || item.folderUid().equals(folder);
        }
        return item.folderUid().equals(folder) || below(folder, item.folderPath());
    }

    private static boolean below(String folder, String path) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
