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
import java.util.stream.Stream;

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

    /** Returns the folders above an item, the outermost first; of a folder that nothing is known of, the uid is the title. */
    List<Segment> of(Item item) {
        Item top = topKnown(item);
        List<Segment> above = new ArrayList<>(unknown(top));
        if (above.isEmpty() && !top.folderUid().isEmpty() && !folders.containsKey(top.folderUid())) {
            above.add(new Segment(top.folderUid(), top.folderUid()));
        }
        above.addAll(known(item));
        return above;
    }

    /** Returns the titles of the folders above an item, as far as they are known, joined by {@code /}, as the manifest keeps them. */
    String path(Item item) {
        return Stream.concat(unknown(topKnown(item)).stream(), known(item).stream())
                .map(Segment::title)
                .collect(Collectors.joining("/"));
    }

    private List<Segment> known(Item item) {
        List<Segment> upwards = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Item folder = folders.get(item.folderUid());
                folder != null && seen.add(folder.uid());
                folder = folders.get(folder.folderUid())) {
            upwards.add(new Segment(folder.uid(), folder.title()));
        }
        Collections.reverse(upwards);
        return upwards;
    }

    /** Returns the outermost folder above an item that the backup holds, or the item itself. */
    private Item topKnown(Item item) {
        List<Segment> known = known(item);
        return known.isEmpty() ? item : folders.getOrDefault(known.get(0).key(), item);
    }

    /** Returns the folders that a path names: the backup has the item, not the folders that it is in. */
    private List<Segment> unknown(Item item) {
        List<Segment> segments = new ArrayList<>();
        if (item.folderPath().isEmpty() || folders.containsKey(item.folderUid())) {
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
