/**
 * Creates, updates and deletes single dashboards on request, and goes back in Grafana's own history of one.
 *
 * <p>Start reading at {@link io.grafanakeeper.dashboards.DashboardFunctions}; {@link
 * io.grafanakeeper.dashboards.DashboardTarget} is what each kind of Grafana has to offer.
 */
@NullMarked
package io.grafanakeeper.dashboards;

import org.jspecify.annotations.NullMarked;
