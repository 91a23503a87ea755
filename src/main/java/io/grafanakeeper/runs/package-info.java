/**
 * Records what the jobs do: run records, their states, and the answers that tell people what went wrong.
 *
 * <p>Start reading at {@link io.grafanakeeper.runs.Run}. A failure below becomes words for people in one place, {@link
 * io.grafanakeeper.runs.Explanation}, and an HTTP answer in one place, {@link io.grafanakeeper.runs.Answers}.
 */
@NullMarked
package io.grafanakeeper.runs;

import org.jspecify.annotations.NullMarked;
