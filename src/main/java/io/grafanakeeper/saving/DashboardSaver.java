package io.grafanakeeper.saving;

import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.runs.ProblemException;
import java.util.List;

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
     * @throws ProblemException 400, 404 or 409, if Grafana would not or should not take it
     */
    public SavedDashboard save(DashboardRequest request) {
        if (request.resource() != null) {
            throw ProblemException.badRequest(
                    "azure", "only a dashboard of a target of kind monitor is a resource of Azure", List.of("none"));
        }
        return DashboardResource.is(request.dashboard())
                ? new ResourceSaver(grafana).save(request)
                : new ModelSaver(grafana).save(request);
    }
}
