package io.grafanakeeper.dashboards;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.itembackup.ItemBackup;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.RunLog;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.util.function.Function;

/** Chooses by the kind of a target how its dashboards are dealt with. */
public final class DashboardTargets {
    private final Targets targets;
    private final Function<Target, Connection> connections;
    private final Deletion deletion;

    /** Creates the choice over the targets, their connections and the stores. */
    public DashboardTargets(
            Targets targets,
            Function<Target, Connection> connections,
            BackupStore store,
            RunStore runs,
            RunLog told,
            Locks locks,
            Clock clock) {
        this.targets = targets;
        this.connections = connections;
        this.deletion = new Deletion(new ItemBackup(store, locks, clock), runs, told, clock);
    }

    DashboardTarget named(String name) {
        Target target = targets.named(name);
        Connection connection = connections.apply(target);
        MonitorDashboards monitor = connection.monitor();
        return monitor == null
                ? new GrafanaDashboards(target, connection.grafana(), deletion)
                : new AzureMonitorDashboards(target, connection.grafana(), monitor, deletion);
    }
}
