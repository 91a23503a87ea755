package io.grafanakeeper.archive;

import java.time.Instant;

/**
 * Sums up one backup for a listing, from its manifest's metadata alone.
 *
 * @param id the backup's id
 * @param state whether anything is missing
 * @param scope {@code all} or {@code items}
 * @param started when the run began
 * @param finished when it ended
 * @param grafanaVersion the server's version, empty if unknown
 * @param failures how many items are missing
 * @param totals its sums
 */
public record BackupSummary(
        String id,
        BackupState state,
        String scope,
        Instant started,
        Instant finished,
        String grafanaVersion,
        int failures,
        Totals totals) {}
