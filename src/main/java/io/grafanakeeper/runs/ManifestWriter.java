package io.grafanakeeper.runs;

import io.grafanakeeper.archive.BackupId;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.Manifest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes manifests so that none ever names an object that a sweep has taken away. Whoever writes a manifest does these steps:
 *
 * <ol>
 *   <li>read the newest manifest: its objects need not be stored again ({@link #known});
 *   <li>store the others, and note which of them the store had already: those are borrowed, and a sweep may be about to remove them.
 *       An object that was written by the run itself is younger than a day, which no sweep touches;
 *   <li>take the lock under which sweeps remove ({@link #write} does this and the rest);
 *   <li>look whether the borrowed objects are still there, and if the manifest of step 1 is gone, those known from it;
 *   <li>write the manifest, and give the lock back.
 * </ol>
 *
 * <p>A sweep reads all manifests under the same lock before it removes anything. So it either comes before step 4, which then finds
 * what is missing and fails the run, whose next delivery stores it anew; or after step 5, and finds the manifest.
 */
public final class ManifestWriter {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SERVICE = "Blob Storage";

    private static final Known NOTHING = new Known("", Set.of());

    private final BackupStore store;
    private final Locks locks;

    /** Creates a writer. */
    public ManifestWriter(BackupStore store, Locks locks) {
        this.store = store;
        this.locks = locks;
    }

    /**
     * Holds what need not be stored again.
     *
     * @param backup the backup that is known from, empty if there is none
     * @param hashes the objects that it names
     */
    public record Known(String backup, Set<String> hashes) {}

    private record Outcome(Set<String> missing, boolean written) {}

    /** Returns what the newest backup of a target has. */
    public Known known(String target) {
        try {
            return store.list(target, null, 1).stream()
                    .findFirst()
                    .flatMap(backup -> store.readManifest(target, backup.id()))
                    .map(manifest -> new Known(manifest.id(), manifest.hashes()))
                    .orElse(NOTHING);
        } catch (CorruptObjectException e) {
            // A damaged manifest must not keep new backups from being made; the store is asked for each object instead.
            return NOTHING;
        }
    }

    /**
     * Writes a manifest.
     *
     * @param known what was not stored because {@link #known} told of it
     * @param borrowed the objects that the store had already when they were to be stored
     * @return true if it was written now, false if there is one of this id already
     * @throws ServiceException retryable, if an object is gone or the lock is not to be had
     */
    public boolean write(Manifest manifest, Known known, Set<String> borrowed) {
        String target = manifest.target();
        Outcome outcome = locks.locked(
                        Locks.ofBackups(target), PATIENCE, lock -> writeUnder(lock, manifest, known, borrowed))
                .orElseThrow(() -> again("another backup or a sweep of " + target + " holds the lock on its backups"));
        if (!outcome.missing().isEmpty()) {
            throw again(outcome.missing().size() + " objects that this backup relied on were removed meanwhile");
        }
        return outcome.written();
    }

    /** Finds the backup that an earlier delivery of a run's message has made. */
    public Optional<Manifest> madeBy(Run run) {
        for (int offset = 0; ; offset++) {
            Optional<Manifest> manifest = store.readManifest(run.target(), id(run, offset));
            if (manifest.isEmpty() || manifest.get().run().equals(run.id())) {
                return manifest;
            }
        }
    }

    /**
     * Writes the manifest under the run's id, or in the rare case that another run of the same second has it, the next one. What
     * another delivery of the same message wrote meanwhile under it is this run's backup: there is never a second one.
     */
    public Manifest publish(Run run, Known known, Set<String> borrowed, Function<String, Manifest> manifestOf) {
        for (int offset = 0; ; offset++) {
            Manifest manifest = manifestOf.apply(id(run, offset));
            if (write(manifest, known, borrowed)) {
                return manifest;
            }
            Optional<Manifest> there = store.readManifest(manifest.target(), manifest.id());
            if (there.isPresent() && there.get().run().equals(run.id())) {
                return there.get();
            }
        }
    }

    private static String id(Run run, int offset) {
        return BackupId.of(run.requested(), RunId.distinction(run.id()) + offset);
    }

    private Outcome writeUnder(Lock lock, Manifest manifest, Known known, Set<String> borrowed) {
        Set<String> missing = store.missing(manifest.target(), reliedOn(manifest, known, borrowed));
        if (!missing.isEmpty()) {
            return new Outcome(missing, false);
        }
        if (!lock.held()) {
            throw again("the lock on the backups of " + manifest.target() + " was lost");
        }
        return new Outcome(missing, store.putManifest(manifest));
    }

    private Set<String> reliedOn(Manifest manifest, Known known, Set<String> borrowed) {
        Set<String> hashes = new HashSet<>(borrowed);
        if (!known.backup().isEmpty() && !store.hasManifest(manifest.target(), known.backup())) {
            manifest.items().stream()
                    .map(Item::sha256)
                    .filter(known.hashes()::contains)
                    .forEach(hashes::add);
        }
        return hashes;
    }

    private static ServiceException again(String reason) {
        return new ServiceException(SERVICE, reason, true, null);
    }
}
