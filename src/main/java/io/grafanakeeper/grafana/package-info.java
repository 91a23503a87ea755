/**
 * Talks to a Grafana: one send path, and one small class for each area of its HTTP API.
 *
 * <p>Start reading at {@link io.grafanakeeper.grafana.GrafanaClient}: authentication, deadlines, retries, pacing and errors
 * happen there and nowhere else. Nothing here knows Azure or a job.
 */
@NullMarked
package io.grafanakeeper.grafana;

import org.jspecify.annotations.NullMarked;
