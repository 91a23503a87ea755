/**
 * Knows the dashboards of Azure Monitor as what they are to Azure: resources, listed, made and deleted by the control plane.
 *
 * <p>Start reading at {@link io.grafanakeeper.monitor.MonitorDashboards}. What stands in a dashboard is read and saved through the
 * target's endpoint like any Grafana's.
 */
@NullMarked
package io.grafanakeeper.monitor;

import org.jspecify.annotations.NullMarked;
