/**
 * Removes old backups by the rules of the settings, then the objects that no backup names any more.
 *
 * <p>Start reading at {@link io.grafanakeeper.retention.RetentionJob}. Which backups stay is decided in {@link
 * io.grafanakeeper.retention.RetentionChoice}, a function of its inputs alone; how objects are removed beside running backups is
 * told in {@link io.grafanakeeper.retention.Sweep}.
 */
@NullMarked
package io.grafanakeeper.retention;

import org.jspecify.annotations.NullMarked;
