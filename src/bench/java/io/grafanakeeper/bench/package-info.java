/**
 * Measures the app at work: a backup of many dashboards from a Grafana with a set round-trip time, in a heap of a set size.
 *
 * <p>Start reading at {@link io.grafanakeeper.bench.BackupBench}, which is the program; {@link io.grafanakeeper.bench.Options} says
 * what can be set.
 */
@NullMarked
package io.grafanakeeper.bench;

import org.jspecify.annotations.NullMarked;
