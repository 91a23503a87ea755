package io.grafanakeeper.retention;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.References;
import io.grafanakeeper.archive.Removal;
import io.grafanakeeper.archive.StoredObject;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.runs.Lock;
import io.grafanakeeper.runs.Locks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Removes the objects of a target that no manifest names and that are older than a day, beside running backups:
 *
 * <ol>
 *   <li>read all manifests, without a lock, since that may take minutes;
 *   <li>list the objects, and collect those that are old and not named, up to a slice of 1,000;
 *   <li>take the lock under which manifests are written;
 *   <li>read the manifests written since step 1, and drop from the slice what they name;
 *   <li>remove the rest, each on condition that it is still the one listed and that the lock is still held;
 *   <li>give the lock back and go on with step 2.
 * </ol>
 *
 * <p>Step 4 has seen every manifest there is, and none can be written before step 6. What a backup has found in the store and will
 * name in its next manifest it looks for again under the lock: see {@link io.grafanakeeper.runs.ManifestWriter}. The lock is held for
 * one slice at a time so that backups need not wait for long.
 */
final class Sweep {
    private static final Duration SAFE_AGE = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SLICE = 1000;
    private static final int THREADS = 8;

    private final BackupStore store;
    private final String target;
    private final Instant limit;
    private final BooleanSupplier inTime;
    private final RetentionReport report;

    Sweep(BackupStore store, String target, Instant now, BooleanSupplier inTime, RetentionReport report) {
        this.store = store;
        this.target = target;
        this.limit = now.minus(SAFE_AGE);
        this.inTime = inTime;
        this.report = report;
    }

    /** Counts what would be removed if some backups were gone. */
    void countWithout(Set<String> backups) {
        References references = new References(store, target, backups);
        listOrphans(references, object -> report.object(object, Removal.REMOVED));
    }

    /** Removes what no manifest names. */
    void remove(Locks locks) {
        References references = new References(store, target, Set.of());
        List<StoredObject> slice = new ArrayList<>();
        listOrphans(references, object -> {
            slice.add(object);
            if (slice.size() == SLICE) {
                removeSlice(locks, references, slice);
                slice.clear();
            }
        });
        if (!slice.isEmpty()) {
            removeSlice(locks, references, slice);
        }
    }

    private void listOrphans(References references, Consumer<StoredObject> each) {
        if (!references.refresh(inTime)) {
            UnfinishedException.unless(() -> false);
        }
        store.listObjects(target, object -> {
            UnfinishedException.unless(inTime);
            if (object.modified().isBefore(limit) && !references.names(object.sha256())) {
                each.accept(object);
            }
        });
    }

    private void removeSlice(Locks locks, References references, List<StoredObject> slice) {
        boolean done = locks.locked(Locks.ofBackups(target), PATIENCE, lock -> {
                    references.refresh(() -> true);
                    List<StoredObject> orphans = slice.stream()
                            .filter(object -> !references.names(object.sha256()))
                            .toList();
                    // A failure in one thread leaves the others' removals on their way: locked() then lets the lock run
                    // out.
                    Parallel.map(orphans, THREADS, object -> removeUnder(lock, object));
                    return true;
                })
                .orElse(false);
        if (!done) {
            throw new UnfinishedException("a backup of this target is being written; the next run takes up the rest");
        }
    }

    private Removal removeUnder(Lock lock, StoredObject object) {
        if (!lock.held()) {
            throw new UnfinishedException("the lock was lost; the next run takes up the rest");
        }
        Removal removal = store.removeObject(target, object);
        synchronized (report) {
            report.object(object, removal);
        }
        return removal;
    }
}
