/**
 * Tests restores against fake Grafanas and a store in memory.
 *
 * <p>Start reading at {@link io.grafanakeeper.restore.Stand}, which the planner's and the restorer's tests stand on.
 */
@NullMarked
package io.grafanakeeper.restore;

import org.jspecify.annotations.NullMarked;
