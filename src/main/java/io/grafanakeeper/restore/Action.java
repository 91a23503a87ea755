package io.grafanakeeper.restore;

import java.util.Locale;

/** Names what a restore does with an item. */
enum Action {
    /** It is missing and will be made. */
    CREATE,
    /** It is there, differs, and will be replaced. */
    UPDATE,
    /** It is there and the same. */
    UNCHANGED,
    /** Something stands in the way; it stays untouched. */
    CONFLICT,
    /** It cannot be restored here; the reason says why. */
    SKIPPED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean writes() {
        return this == CREATE || this == UPDATE;
    }
}
