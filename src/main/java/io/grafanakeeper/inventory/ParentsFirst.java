package io.grafanakeeper.inventory;

import io.grafanakeeper.grafana.Folder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sorts folders so that each comes after the one it is in. */
final class ParentsFirst {
    private ParentsFirst() {}

    /** Returns the folders sorted, the order of siblings kept; a folder whose parent is not among them counts as one of the root. */
    static List<Folder> sorted(List<Folder> folders) {
        Map<String, Folder> waiting = new LinkedHashMap<>();
        folders.forEach(folder -> waiting.put(folder.uid(), folder));
        List<Folder> sorted = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<Folder> level = waiting.values().stream()
                    .filter(folder -> !waiting.containsKey(folder.parentUid()))
                    .toList();
            // No server should say that folders are in each other; nothing must hang on it if one does.
            List<Folder> next = level.isEmpty() ? List.copyOf(waiting.values()) : level;
            sorted.addAll(next);
            next.forEach(folder -> waiting.remove(folder.uid()));
        }
        return sorted;
    }
}
