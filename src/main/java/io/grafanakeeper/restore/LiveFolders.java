package io.grafanakeeper.restore;

import io.grafanakeeper.grafana.Folder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the folders that a Grafana has now, by uid and by path. */
final class LiveFolders {
    private final Map<String, Folder> byUid = new LinkedHashMap<>();
    private final Map<String, List<Folder>> byParent = new HashMap<>();

    LiveFolders(List<Folder> folders) {
        for (Folder folder : folders) {
            byUid.put(folder.uid(), folder);
            byParent.computeIfAbsent(folder.parentUid(), parent -> new ArrayList<>())
                    .add(folder);
        }
    }

    boolean has(String uid) {
        return byUid.containsKey(uid);
    }

    Optional<Folder> find(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    Stream<Folder> all() {
        return byUid.values().stream();
    }

    /**
     * Returns the folders whose titles, from a folder downwards, make up a path: more than one where titles are borne twice or have
     * a {@code /} of their own.
     *
     * @param parent the folder to begin in, empty for the root
     */
    List<Folder> at(String parent, String path) {
        List<Folder> found = new ArrayList<>();
        for (Folder child : byParent.getOrDefault(parent, List.of())) {
            if (path.equals(child.title())) {
                found.add(child);
            } else if (path.startsWith(child.title() + "/")) {
                found.addAll(at(child.uid(), path.substring(child.title().length() + 1)));
            }
        }
        return found;
    }
}
