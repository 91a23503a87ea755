package io.grafanakeeper.restore;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import java.util.HashSet;
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

    /** Returns the items of a backup that the request asked for. */
    List<Item> from(List<Item> items) {
        Set<String> inside = folders.isEmpty() ? Set.of() : foldersInside(items);
        return items.stream().filter(item -> takes(item, inside)).toList();
    }

    private boolean takes(Item item, Set<String> inside) {
        return (kinds.isEmpty() || kinds.contains(item.kind()))
                && (uids.isEmpty() || uids.contains(item.uid()))
                && (folders.isEmpty() || isInside(item, inside));
    }

    private boolean isInside(Item item, Set<String> inside) {
        return item.kind() == ItemKind.FOLDER
                ? inside.contains(item.uid())
                : inside.contains(item.folderUid()) || named(item.folderUid(), item.folderPath());
    }

    /** Finds the folders that are named and all below them, however deep: a uid says nothing of what is above it. */
    private Set<String> foldersInside(List<Item> items) {
        List<Item> all =
                items.stream().filter(item -> item.kind() == ItemKind.FOLDER).toList();
        Set<String> inside = new HashSet<>();
        all.stream()
                .filter(folder -> named(folder.uid(), path(folder)))
                .map(Item::uid)
                .forEach(inside::add);
        boolean more = true;
        while (more) {
            more = inside.addAll(all.stream()
                    .filter(folder -> inside.contains(folder.folderUid()))
                    .map(Item::uid)
                    .toList());
        }
        return inside;
    }

    private static String path(Item folder) {
        return folder.folderPath().isEmpty() ? folder.title() : folder.folderPath() + "/" + folder.title();
    }

    private boolean named(String uid, String path) {
        return folders.stream()
                .anyMatch(folder -> folder.equals(uid) || path.equals(folder) || path.startsWith(folder + "/"));
    }
}
