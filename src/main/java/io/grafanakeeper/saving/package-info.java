/**
 * Saves one dashboard into a Grafana of any version: a model, a resource of the Kubernetes-style API, or one exported for sharing.
 *
 * <p>Start reading at {@link io.grafanakeeper.saving.DashboardSaver}, or {@link io.grafanakeeper.saving.MonitorSaver} for
 * Azure Monitor.
 */
@NullMarked
package io.grafanakeeper.saving;

import org.jspecify.annotations.NullMarked;
