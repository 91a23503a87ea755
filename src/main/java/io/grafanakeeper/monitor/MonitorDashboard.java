package io.grafanakeeper.monitor;

import io.grafanakeeper.archive.AzureResource;

/**
 * Describes a dashboard as the control plane knows it: everything but what stands in it.
 *
 * @param id its name
 * @param azure its region and tags
 */
public record MonitorDashboard(DashboardId id, AzureResource azure) {}
