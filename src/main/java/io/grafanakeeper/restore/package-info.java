/**
 * Restores what was backed up, after showing what would change.
 *
 * <p>Start reading at {@link io.grafanakeeper.restore.RestoreFunctions}; {@link io.grafanakeeper.restore.Planner} decides, {@link
 * io.grafanakeeper.restore.Restorer} does. Nothing is ever deleted.
 */
@NullMarked
package io.grafanakeeper.restore;

import org.jspecify.annotations.NullMarked;
