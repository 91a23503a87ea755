package io.grafanakeeper.dashboards;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.itembackup.ItemBackup;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Chooses by the kind of a target how its dashboards are dealt with. */
public final class DashboardTargets {
    private final Targets targets;
    private final Function<Target, GrafanaClient> clients;
    private final Deletion deletion;

    /** Creates the choice over the targets, their clients and the stores. */
    public DashboardTargets(
            Targets targets,
            Function<Target, GrafanaClient> clients,
            BackupStore store,
            RunStore runs,
            Locks locks,
            Clock clock) {
        this.targets = targets;
        this.clients = clients;
        this.deletion = new Deletion(new ItemBackup(store, locks, clock), runs, clock);
    }

    DashboardTarget named(String name) {
        Target target = targets.named(name);
        if (target.kind() == Kind.MONITOR) {
            throw ProblemException.conflict(
                    "target",
                    "this version cannot change dashboards of targets of kind monitor; use Azure's own tools",
                    List.of(Kind.SELF_HOSTED.yamlName(), Kind.MANAGED.yamlName()));
        }
        return new GrafanaDashboards(target, clients.apply(target), deletion);
    }
}
