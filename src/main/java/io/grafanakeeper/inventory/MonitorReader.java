package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.monitor.DashboardId;
import io.grafanakeeper.monitor.MonitorDashboard;
import io.grafanakeeper.monitor.MonitorDashboards;
import java.util.List;
import java.util.Optional;

/**
 * Reads single dashboards of Azure Monitor. Which there are, and how their names are spelled, says the control plane: it is asked
 * once, before the first one is read.
 */
public final class MonitorReader implements ItemReader {
    private final DashboardsApi dashboards;
    private final Lazy<List<MonitorDashboard>> listed;

    /** What a new resource has nothing of, in the first and the second form. */
    private static final List<String> EMPTY =
            List.of("panels", "rows", "links", "tags", "elements", "variables", "spec");

    /** Creates the reader of a target's dashboards. */
    public MonitorReader(GrafanaClient client, MonitorDashboards monitor) {
        dashboards = new DashboardsApi(client);
        listed = Lazy.of(monitor::list);
    }

    @Override
    public Optional<Draft> find(String uid) {
        return DashboardId.parse(uid)
                .flatMap(id -> listed.get().stream()
                        .filter(there -> there.id().same(id))
                        .findFirst())
                .map(this::read);
    }

    /** Reads a dashboard that the control plane has. */
    public Draft read(MonitorDashboard there) {
        DashboardId id = there.id();
        return Drafts.monitor(id.uid(), dashboards.read(id.uid()), place(id)).with(there.azure());
    }

    /** Returns where a dashboard is: a resource group stands where other Grafanas have a folder's path. */
    static Place place(DashboardId id) {
        return new Place("", id.resourceGroup());
    }

    /** Tells whether a resource holds only what it was made with: whoever was stopped before saving into it leaves that. */
    public static boolean isNew(Draft there) {
        JsonNode model = there.content();
        return EMPTY.stream().allMatch(part -> model.path(part).isEmpty())
                && model.path("templating").path("list").isEmpty()
                && (there.version() == null || there.version() <= 1);
    }
}
