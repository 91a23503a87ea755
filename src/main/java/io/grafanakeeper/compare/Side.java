package io.grafanakeeper.compare;

import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import java.util.Map;
import java.util.Set;

/**
 * Holds one side of a comparison.
 *
 * @param name the backup's id, or {@code live}
 * @param kinds the kinds whose absence means something: an item of another kind that is not here may exist all the same
 * @param items what there was
 * @param failures what could not be read, so that nobody takes it for removed
 */
record Side(String name, Set<ItemKind> kinds, Map<Key, Held> items, Map<Key, ItemFailure> failures) {}
