package io.grafanakeeper.restore;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Knows the folders of a backup: those it holds, and those of which it only says that something is in them. */
final class BackedUpFolders {
    private final Map<String, Item> held = new HashMap<>();
    private final Map<String, Set<String>> uidsByPath = new HashMap<>();
    private final Set<String> uids = new LinkedHashSet<>();

    /** Takes all items of the backup. */
    BackedUpFolders(List<Item> items) {
        items.stream().filter(item -> item.kind() == ItemKind.FOLDER).forEach(folder -> {
            held.put(folder.uid(), folder);
            note(folder.uid(), path(folder));
        });
        items.stream()
                .filter(item -> !item.folderUid().isEmpty() && !held.containsKey(item.folderUid()))
                .forEach(item -> note(item.folderUid(), item.folderPath()));
    }

    private void note(String uid, String path) {
        uids.add(uid);
        uidsByPath.computeIfAbsent(path, any -> new LinkedHashSet<>()).add(uid);
    }

    private static String path(Item folder) {
        return folder.folderPath().isEmpty() ? folder.title() : folder.folderPath() + "/" + folder.title();
    }

    /** Finds a folder that the backup holds. */
    Optional<Item> find(String uid) {
        return Optional.ofNullable(held.get(uid));
    }

    /** Returns the folders that the backup holds. */
    Stream<Item> all() {
        return held.values().stream();
    }

    /** Tells whether the backup holds a folder, or something in it. */
    boolean knows(String uid) {
        return uids.contains(uid);
    }

    /** Returns the uids of the folders of a path, which need not be one. */
    Set<String> at(String path) {
        return uidsByPath.getOrDefault(path, Set.of());
    }
}
