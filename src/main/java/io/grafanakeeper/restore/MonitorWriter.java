package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.AzureResource;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.Drafts;
import io.grafanakeeper.inventory.Place;
import io.grafanakeeper.monitor.DashboardId;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.runs.ServiceException;
import java.util.Map;

/** Writes dashboards of Azure Monitor: first the resource, through the control plane, then the model into it. */
final class MonitorWriter {
    private final MonitorDashboards monitor;
    private final DashboardsApi dashboards;
    private final String note;

    MonitorWriter(GrafanaClient grafana, MonitorDashboards monitor, String note) {
        this.dashboards = new DashboardsApi(grafana);
        this.monitor = monitor;
        this.note = note;
    }

    /** A new resource holds an empty dashboard of a version of its own, so its first model goes over whatever is there. */
    void write(Step step, ObjectNode content) {
        if (step.action() == Action.CREATE) {
            create(step);
            dashboards.overwrite(content, note);
        } else {
            dashboards.save(content, null, step.liveVersion(), false, note);
        }
    }

    Draft read(String uid) {
        return Drafts.monitor(uid, dashboards.read(uid), Place.ROOT);
    }

    /** Makes the resource; what the control plane refuses is this item's failure, its absence is everybody's. */
    private void create(Step step) {
        DashboardId id = DashboardId.parse(step.uid())
                .orElseThrow(() -> new NotRestoredException("it has no name as a resource of Azure"));
        try {
            monitor.create(id, azure(step, id));
        } catch (ServiceException e) {
            if (e.retryable()) {
                throw e;
            }
            throw new NotRestoredException(String.valueOf(e.getMessage()));
        }
    }

    private AzureResource azure(Step step, DashboardId id) {
        AzureResource known = step.item().azure();
        return known != null
                ? known
                : new AzureResource(
                        monitor.location(id)
                                .orElseThrow(
                                        () -> new NotRestoredException("its resource group is not there any more")),
                        Map.of());
    }
}
