package io.grafanakeeper.settings;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Says what a backup of a target takes and how long backups are kept. */
public record BackupSettings(Set<Include> include, FolderFilter folders, Retention retention) {
    public BackupSettings {
        include = Collections.unmodifiableSet(EnumSet.copyOf(include));
    }

    /** Returns the settings of a target that says nothing about backups. */
    static BackupSettings defaults() {
        return new BackupSettings(EnumSet.allOf(Include.class), FolderFilter.ALL, Retention.DEFAULT);
    }
}
