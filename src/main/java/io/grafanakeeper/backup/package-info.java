/**
 * Backs up a Grafana: from the timer or the request, through the queue, to the manifest.
 *
 * <p>Start reading at {@link io.grafanakeeper.backup.BackupFunctions} for the triggers and at {@link
 * io.grafanakeeper.backup.BackupJob} for the work.
 */
@NullMarked
package io.grafanakeeper.backup;

import org.jspecify.annotations.NullMarked;
