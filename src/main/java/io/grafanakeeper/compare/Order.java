package io.grafanakeeper.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares orders. */
final class Order {
    private Order() {}

    /** Tells whether what is in both sets comes in another order. */
    static <T> boolean changed(Set<T> from, Set<T> to) {
        List<T> before = new ArrayList<>(from);
        before.removeIf(key -> !to.contains(key));
        List<T> after = new ArrayList<>(to);
        after.removeIf(key -> !from.contains(key));
        return !before.equals(after);
    }
}
