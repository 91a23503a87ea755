package io.grafanakeeper.compare;

import io.grafanakeeper.archive.ItemFailure;
import org.jspecify.annotations.Nullable;

/**
 * Holds what came of comparing one pair.
 *
 * @param from the item before, or null if there was none
 * @param to the item after, or null if there is none
 * @param change what changed inside it, or null for nothing
 * @param failure what could not be read, or null
 * @param failedSide {@code from} or {@code to}, empty without a failure
 */
record Outcome(
        @Nullable Held from,
        @Nullable Held to,
        @Nullable Change change,
        @Nullable ItemFailure failure,
        String failedSide) {
    static Outcome of(@Nullable Held from, @Nullable Held to, @Nullable Change change) {
        return new Outcome(from, to, change, null, "");
    }

    static Outcome failed(ItemFailure failure, String side) {
        return new Outcome(null, null, null, failure, side);
    }

    boolean added() {
        return from == null && to != null;
    }

    boolean removed() {
        return from != null && to == null;
    }

    boolean moved() {
        return from != null && to != null && to.movedFrom(from);
    }

    boolean renamed() {
        return from != null && to != null && to.renamedFrom(from);
    }

    boolean changed() {
        return change != null;
    }

    boolean unchanged() {
        return from != null && to != null && !moved() && !renamed() && !changed();
    }
}
