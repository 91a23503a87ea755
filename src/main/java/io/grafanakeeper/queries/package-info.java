/**
 * Runs saved queries on a schedule and keeps their rows.
 *
 * <p>Start reading at {@link io.grafanakeeper.queries.DueTicks}, which says what is to be run, and {@link
 * io.grafanakeeper.queries.ResultStore}, which keeps what came out. {@link io.grafanakeeper.queries.Results} gives it out again.
 */
@NullMarked
package io.grafanakeeper.queries;

import org.jspecify.annotations.NullMarked;
