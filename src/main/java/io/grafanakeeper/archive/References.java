package io.grafanakeeper.archive;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Collects the hashes of all objects that the manifests of a target name, reading one manifest at a time.
 *
 * <p>Manifests never change, so each is read once however often this is refreshed. One that is removed meanwhile stays counted:
 * that errs on the side of keeping. Not thread-safe while it is refreshed.
 */
public final class References {
    private final BackupStore store;
    private final String target;
    private final Set<String> read;
    private final Set<String> hashes = new HashSet<>();

    /**
     * Creates an empty collection.
     *
     * @param leftOut ids of backups to pass over, as if they were removed already
     */
    public References(BackupStore store, String target, Set<String> leftOut) {
        this.store = store;
        this.target = target;
        this.read = new HashSet<>(leftOut);
    }

    /**
     * Reads the manifests that are new since the last time.
     *
     * @param goOn asked before each manifest; false ends the reading early
     * @return false if it ended early, so that an object may be named although {@link #names} denies it
     * @throws CorruptObjectException if a manifest cannot be read: it might name anything
     */
    public boolean refresh(BooleanSupplier goOn) {
        for (BackupSummary backup : store.list(target, null, Integer.MAX_VALUE)) {
            if (read.contains(backup.id())) {
                continue;
            }
            if (!goOn.getAsBoolean()) {
                return false;
            }
            // Empty if it was removed after it was listed.
            store.readManifest(target, backup.id()).ifPresent(manifest -> hashes.addAll(manifest.hashes()));
            read.add(backup.id());
        }
        return true;
    }

    /** Tells whether a manifest read so far names the object. */
    public boolean names(String sha256) {
        return hashes.contains(sha256);
    }
}
