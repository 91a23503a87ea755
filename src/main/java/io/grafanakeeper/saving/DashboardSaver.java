package io.grafanakeeper.saving;

import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.grafana.GrafanaClient;

/** Saves a dashboard in whichever form it comes. */
public final class DashboardSaver {
    private final GrafanaClient grafana;

    /** Creates the saver into a client's Grafana. */
    public DashboardSaver(GrafanaClient grafana) {
        this.grafana = grafana;
    }

    /**
     * Creates or updates a dashboard. The same request sent again changes nothing.
     *
     * @throws io.grafanakeeper.runs.ProblemException 400, 404 or 409, if Grafana would not or should not take it
     */
    public SavedDashboard save(DashboardRequest request) {
        return DashboardResource.is(request.dashboard())
                ? new ResourceSaver(grafana).save(request)
                : new ModelSaver(grafana).save(request);
    }
}
