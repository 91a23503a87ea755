package io.grafanakeeper.runs;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Says how much of a target a backup is asked for.
 *
 * @param dashboards the uids of the dashboards to back up beside what the last complete backup has; none for everything
 * @param deleted those among them that somebody says are deleted
 * @param reason why, in the words of whoever asks, at most 200 characters; may be empty
 */
public record BackupScope(SortedSet<String> dashboards, SortedSet<String> deleted, String reason) {
    /** The most dashboards that are worth backing up one by one; a queue message holds them all. */
    public static final int MOST_DASHBOARDS = 100;

    /** How many bytes of uids leave room in a queue message, which holds those that are deleted twice. */
    private static final int MOST_BYTES = 20 * 1024;

    private static final int LONGEST_REASON = 200;

    /** Takes everything instead if there are too many dashboards. */
    public BackupScope {
        boolean tooMany = dashboards.size() > MOST_DASHBOARDS || bytes(dashboards) > MOST_BYTES;
        SortedSet<String> kept = tooMany ? new TreeSet<>() : new TreeSet<>(dashboards);
        SortedSet<String> gone = new TreeSet<>(deleted);
        gone.retainAll(kept);
        dashboards = Collections.unmodifiableSortedSet(kept);
        deleted = Collections.unmodifiableSortedSet(gone);
        reason = reason.substring(
                0, reason.offsetByCodePoints(0, Math.min(LONGEST_REASON, reason.codePointCount(0, reason.length()))));
    }

    private static int bytes(SortedSet<String> uids) {
        return uids.stream()
                .mapToInt(uid -> uid.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /** Asks for everything. */
    public static BackupScope everything(String reason) {
        return new BackupScope(new TreeSet<>(), new TreeSet<>(), reason);
    }

    /** Tells whether this asks for the whole target. */
    public boolean isEverything() {
        return dashboards.isEmpty();
    }

    /** Returns what covers both; what the later one says of a dashboard counts, and so does its reason. */
    public BackupScope plus(BackupScope later) {
        if (isEverything() || later.isEverything()) {
            return everything(later.reason());
        }
        SortedSet<String> all = new TreeSet<>(dashboards);
        all.addAll(later.dashboards());
        SortedSet<String> gone = new TreeSet<>(deleted);
        gone.removeAll(later.dashboards());
        gone.addAll(later.deleted());
        return new BackupScope(all, gone, later.reason());
    }
}
