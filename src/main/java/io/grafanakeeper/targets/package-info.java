/**
 * Shows the configured targets and checks whether they can be reached.
 *
 * <p>Start reading at {@link io.grafanakeeper.targets.TargetFunctions}.
 */
@NullMarked
package io.grafanakeeper.targets;

import org.jspecify.annotations.NullMarked;
