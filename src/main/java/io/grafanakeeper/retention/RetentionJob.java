package io.grafanakeeper.retention;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Removal;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Applies a target's retention rules, or says what they would remove.
 *
 * <p>Removing manifests needs no lock: the newest complete one is never among them, whoever else removes or writes meanwhile, and a
 * running backup that relies on one looks again before it writes its own. What is cut short is taken up by the next run.
 */
public final class RetentionJob {
    private static final Duration AFTER_BACKUP = Duration.ofMinutes(3);

    private final BackupStore store;
    private final Locks locks;
    private final Clock clock;

    /** Creates the job. */
    public RetentionJob(BackupStore store, Locks locks, Clock clock) {
        this.store = store;
        this.locks = locks;
        this.clock = clock;
    }

    /** Removes what a target's rules do not keep, and returns the counts for the record of the backup before it. */
    public ObjectNode afterBackup(Target target) {
        return run(target, true, AFTER_BACKUP).counts();
    }

    /**
     * Runs once.
     *
     * @param apply whether to remove, or only to say what would be removed
     * @param budget how long it may take; it may end a little later, and then says that it is not finished
     */
    RetentionReport run(Target target, boolean apply, Duration budget) {
        Instant started = clock.instant();
        BooleanSupplier inTime = () -> clock.instant().isBefore(started.plus(budget));
        RetentionReport report = new RetentionReport(target.name(), apply);
        List<BackupSummary> backups = store.list(target.name(), null, Integer.MAX_VALUE);
        Set<String> kept = RetentionChoice.kept(backups, target.backup().retention(), started);
        report.kept(kept.size());
        List<BackupSummary> old =
                backups.stream().filter(backup -> !kept.contains(backup.id())).toList();
        Sweep sweep = new Sweep(store, target.name(), started, inTime, report);
        try {
            if (apply) {
                remove(target.name(), old, inTime, report);
                sweep.remove(locks);
            } else {
                old.forEach(backup -> report.backup(backup, Removal.REMOVED));
                sweep.countWithout(ids(old));
            }
        } catch (UnfinishedException e) {
            report.unfinished(String.valueOf(e.getMessage()));
        } catch (CorruptObjectException e) {
            // What cannot be read may name any object, so all of them stay.
            report.unfinished(e.getMessage() + "; until it is gone, no object is removed");
        }
        report.took(Duration.between(started, clock.instant()));
        return report;
    }

    private void remove(String target, List<BackupSummary> old, BooleanSupplier inTime, RetentionReport report) {
        for (BackupSummary backup : old) {
            UnfinishedException.unless(inTime);
            report.backup(backup, store.removeManifest(target, backup.id()));
        }
    }

    private static Set<String> ids(List<BackupSummary> backups) {
        return backups.stream().map(BackupSummary::id).collect(Collectors.toSet());
    }
}
