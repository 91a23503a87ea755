package io.grafanakeeper.runs;

import io.grafanakeeper.archive.BackupId;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.Manifest;
import java.util.List;

/** Finds the backup that a request means. */
public final class BackupChoice {
    private static final String LATEST = "latest";
    private static final int MOST = 5000;

    private final BackupStore store;

    /** Creates the choice over the store. */
    public BackupChoice(BackupStore store) {
        this.store = store;
    }

    /**
     * Reads the manifest that an id names; {@code latest} is the newest complete backup, or the newest of all while none is
     * complete.
     */
    public Manifest manifest(String target, String id) {
        String named = id.equals(LATEST) ? latest(target) : id;
        if (!BackupId.valid(named)) {
            throw ProblemException.badRequest(
                    "id", "this is not a backup's id", List.of(LATEST, "an id such as 20261120T060000Z-1a2b"));
        }
        return store.readManifest(target, named)
                .orElseThrow(() -> ProblemException.notFound("id", "there is no backup " + named, List.of()));
    }

    private String latest(String target) {
        List<BackupSummary> backups = store.list(target, null, MOST);
        return backups.stream()
                .filter(backup -> backup.state() == BackupState.COMPLETE)
                .findFirst()
                .or(() -> backups.stream().findFirst())
                .map(BackupSummary::id)
                .orElseThrow(() -> ProblemException.notFound("id", "there is no backup of this target yet", List.of()));
    }
}
