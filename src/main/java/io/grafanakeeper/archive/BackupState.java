package io.grafanakeeper.archive;

import java.util.Locale;

/** Tells whether a backup holds everything that was asked for. */
public enum BackupState {
    /** Everything that Grafana listed is in it. */
    COMPLETE,
    /** Some items are missing; the manifest names each with its reason. */
    PARTIAL;

    /** Returns the name used in manifests. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BackupState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
