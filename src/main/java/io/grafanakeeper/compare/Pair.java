package io.grafanakeeper.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pairs an item with itself at the other time.
 *
 * @param from the item before, or null if there was none
 * @param to the item after, or null if there is none
 */
record Pair(@Nullable Held from, @Nullable Held to) {
    private static final Comparator<Pair> ORDER = Comparator.comparing(
                    (Pair pair) -> pair.shown().kind())
            .thenComparing(pair -> pair.shown().place().folderPath())
            .thenComparing(pair -> pair.shown().title())
            .thenComparing(pair -> pair.shown().uid());

    /** Returns the pairs to compare, in the order of the answer: without what one side cannot speak of. */
    static List<Pair> of(Side from, Side to, Selection selection) {
        Set<Key> keys = new HashSet<>(from.items().keySet());
        keys.addAll(to.items().keySet());
        List<Pair> pairs = new ArrayList<>();
        for (Key key : keys) {
            Pair pair = new Pair(from.items().get(key), to.items().get(key));
            if (selection.takes(pair.from, pair.to) && known(from, key) && known(to, key)) {
                pairs.add(pair);
            }
        }
        pairs.sort(ORDER);
        return pairs;
    }

    private static boolean known(Side side, Key key) {
        return side.items().containsKey(key)
                || (side.kinds().contains(key.kind()) && !side.failures().containsKey(key));
    }

    /** Returns the item after, or the one before if it is gone. */
    Held shown() {
        Held shown = to == null ? from : to;
        if (shown == null) {
            throw new IllegalStateException("a pair of nothing");
        }
        return shown;
    }
}
