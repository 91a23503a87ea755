package io.grafanakeeper.compare;

import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.inventory.Listing;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds one side of a comparison, whose contents cannot be read any more after closing.
 *
 * @param name the backup's id, or {@code live}
 * @param kinds the kinds whose absence means something: an item of another kind that is not here may exist all the same
 * @param items what there was
 * @param failures what could not be read, so that nobody takes it for removed
 * @param listing where the contents of a live side come from; null for a backup
 */
record Side(
        String name,
        Set<ItemKind> kinds,
        Map<Key, Held> items,
        Map<Key, ItemFailure> failures,
        @Nullable Listing listing)
        implements AutoCloseable {
    @Override
    public void close() {
        if (listing != null) {
            listing.close();
        }
    }
}
