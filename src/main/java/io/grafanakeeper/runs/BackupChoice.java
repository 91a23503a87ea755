package io.grafanakeeper.runs;

import io.grafanakeeper.archive.BackupId;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.Manifest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the backup that a request means. A backup's time is the one in its id; complete is one that holds everything there was,
 * so a backup of single dashboards never is.
 */
public final class BackupChoice {
    /** What a field that chooses a backup may hold. */
    public static final List<String> ALLOWED = List.of(
            "latest",
            "an id such as 20261120T060000Z-1a2b",
            "a time such as 2026-11-20T06:00:00Z: the newest complete backup not after it");

    private static final String LATEST = "latest";
    private static final String EVERYTHING = "all";
    private static final int PAGE = 1000;

    private final BackupStore store;

    /** Creates the choice over the store. */
    public BackupChoice(BackupStore store) {
        this.store = store;
    }

    /** Reads the manifest that a request names in its field {@code id}. */
    public Manifest manifest(String target, String choice) {
        return manifest(target, choice, "id");
    }

    /**
     * Reads the manifest that a request names.
     *
     * @param choice an id; or {@code latest}: the newest complete backup, or the newest of all while none is complete; or a time:
     *     the newest complete backup not after it
     * @param field the field of the request, for the refusal
     */
    public Manifest manifest(String target, String choice, String field) {
        String named = choice.equals(LATEST) ? latest(target, field) : choice;
        return read(target, BackupId.valid(named) ? named : notAfter(target, named, field), field);
    }

    /**
     * Reads the newest complete backup that is older than another.
     *
     * @param field the field of the request that could have named it, for the refusal
     */
    public Manifest before(String target, String id, String field) {
        String older = newestComplete(target, id)
                .orElseThrow(() -> ProblemException.notFound(
                        field, "there is no complete backup before " + id + " to compare with", ALLOWED));
        return read(target, older, field);
    }

    private Manifest read(String target, String id, String field) {
        return store.readManifest(target, id)
                .orElseThrow(() -> ProblemException.notFound(field, "there is no backup " + id, List.of()));
    }

    private String latest(String target, String field) {
        return newestComplete(target, null)
                .or(() -> store.list(target, null, 1).stream().findFirst().map(BackupSummary::id))
                .orElseThrow(
                        () -> ProblemException.notFound(field, "there is no backup of this target yet", List.of()));
    }

    private String notAfter(String target, String time, String field) {
        return newestComplete(target, BackupId.after(instant(time, field)))
                .orElseThrow(() -> ProblemException.notFound(
                        field, "there is no complete backup of this target at or before " + time, List.of()));
    }

    private static Instant instant(String time, String field) {
        try {
            return BackupId.parseTime(time);
        } catch (DateTimeException e) {
            throw ProblemException.badRequest(field, "this is neither a backup's id nor a time", ALLOWED);
        }
    }

    private Optional<String> newestComplete(String target, @Nullable String before) {
        List<BackupSummary> page = store.list(target, before, PAGE);
        List<BackupSummary> complete = page.stream()
                .filter(backup ->
                        backup.state() == BackupState.COMPLETE && backup.scope().equals(EVERYTHING))
                .toList();
        if (complete.isEmpty() && page.size() == PAGE) {
            return newestComplete(target, page.get(PAGE - 1).id());
        }
        // Of those begun in the same second, ids do not tell which was first.
        return complete.stream()
                .takeWhile(backup -> BackupId.time(backup.id())
                        .equals(BackupId.time(complete.get(0).id())))
                .max(Comparator.comparing(BackupSummary::started))
                .map(BackupSummary::id);
    }
}
