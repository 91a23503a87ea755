package io.grafanakeeper.export;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows the folders above every item of a backup, by uid; titles may hold a {@code /} and need not be unique. */
final class FolderPaths {
    private final Map<String, Item> folders = new HashMap<>();

    FolderPaths(List<Item> items) {
        for (Item item : items) {
            if (item.kind() == ItemKind.FOLDER) {
                folders.putIfAbsent(item.uid(), item);
            }
        }
    }

    /**
     * Names one folder on the way to an item.
     *
     * @param key its uid, or its path where the backup holds nothing but the path
     * @param title its title
     */
    record Segment(String key, String title) {}

    /** Returns the folders above an item, the outermost first. */
    List<Segment> of(Item item) {
        List<Segment> upwards = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Item at = item;
        Item folder = folders.get(at.folderUid());
        while (folder != null && seen.add(folder.uid())) {
            upwards.add(new Segment(folder.uid(), folder.title()));
            at = folder;
            folder = folders.get(at.folderUid());
        }
        Collections.reverse(upwards);
        if (folder != null || at.folderUid().isEmpty()) {
            return upwards;
        }
        List<Segment> whole = unknown(at);
        whole.addAll(upwards);
        return whole;
    }

    /** Returns the titles of the folders above an item, joined by {@code /}, as the manifest keeps them. */
    String path(Item item) {
        return of(item).stream().map(Segment::title).collect(Collectors.joining("/"));
    }

    /** Returns the folders that a path names: the backup has the item, not the folders that it is in. */
    private static List<Segment> unknown(Item item) {
        List<Segment> segments = new ArrayList<>();
        if (item.folderPath().isEmpty()) {
            segments.add(new Segment(item.folderUid(), item.folderUid()));
            return segments;
        }
        StringBuilder key = new StringBuilder();
        for (String title : item.folderPath().split("/", -1)) {
            key.append('/').append(title);
            segments.add(new Segment(key.toString(), title));
        }
        return segments;
    }
}
