/**
 * Wires Grafana Keeper, a set of Azure Functions that keep Grafana safe and useful.
 *
 * <p>Start reading at {@link io.grafanakeeper.KeeperInjector}, the only place that builds objects, then at the folder of
 * the job you care about.
 */
@NullMarked
package io.grafanakeeper;

import org.jspecify.annotations.NullMarked;
