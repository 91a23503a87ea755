package io.grafanakeeper.backup;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is different in a backup from the one before it, without opening an item.
 *
 * @param changed those with other content, another title or another folder
 */
record Difference(List<Item> added, List<Item> changed, List<Item> removed) {
    private record Key(ItemKind kind, String uid) {
        static Key of(Item item) {
            return new Key(item.kind(), item.uid());
        }
    }

    /** Compares two backups; what could not be read, or is not offered now, is not removed. */
    static Difference between(Manifest before, Manifest now) {
        Map<Key, Item> old =
                before.items().stream().collect(Collectors.toMap(Key::of, Function.identity(), (a, b) -> a));
        Set<Key> present = now.items().stream().map(Key::of).collect(Collectors.toCollection(HashSet::new));
        for (ItemFailure failure : now.failures()) {
            present.add(new Key(failure.kind(), failure.uid()));
        }
        return new Difference(
                now.items().stream()
                        .filter(item -> !old.containsKey(Key.of(item)))
                        .toList(),
                now.items().stream()
                        .filter(item -> differs(old.get(Key.of(item)), item))
                        .toList(),
                before.items().stream()
                        .filter(item -> !present.contains(Key.of(item)))
                        .filter(item -> !now.notOffered().contains(item.kind()))
                        .toList());
    }

    boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    private static boolean differs(@Nullable Item before, Item now) {
        return before != null
                && !(before.sha256().equals(now.sha256())
                        && before.title().equals(now.title())
                        && before.folderPath().equals(now.folderPath()));
    }
}
