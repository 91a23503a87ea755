package io.grafanakeeper.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.MonitorReader;
import io.grafanakeeper.monitor.DashboardId;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.saving.DashboardRequest;
import io.grafanakeeper.saving.MonitorSaver;
import io.grafanakeeper.saving.SavedDashboard;
import io.grafanakeeper.settings.Target;
import java.util.logging.Logger;

/**
 * Deals with the dashboards of Azure Monitor: they come and go through the control plane, their content and its history are the data
 * plane's. A dashboard is named by its uid or, where only one has it, by its name as a resource.
 */
final class AzureMonitorDashboards implements DashboardTarget {
    private final Target target;
    private final GrafanaClient grafana;
    private final MonitorDashboards monitor;
    private final Deletion deletion;

    AzureMonitorDashboards(Target target, GrafanaClient grafana, MonitorDashboards monitor, Deletion deletion) {
        this.target = target;
        this.grafana = grafana;
        this.monitor = monitor;
        this.deletion = deletion;
    }

    @Override
    public ObjectNode save(DashboardRequest request) {
        SavedDashboard saved = new MonitorSaver(grafana, monitor).save(request);
        ObjectNode json = saved.json().put("target", target.name());
        DashboardId.parse(saved.uid())
                .ifPresent(id -> json.putObject("azure")
                        .put("resourceGroup", id.resourceGroup())
                        .put("name", id.name()));
        return json;
    }

    @Override
    public ObjectNode delete(String uid, Logger log) {
        String named = monitor.named(uid).id().uid();
        return deletion.delete(target, new Connection(grafana, monitor), named, log);
    }

    @Override
    public ObjectNode versions(String uid, int limit) {
        Draft now = read(uid);
        return answers(now).list(history(now).list(limit + 1), limit);
    }

    @Override
    public ObjectNode version(String uid, long version) {
        Draft now = read(uid);
        return answers(now).one(history(now).read(version));
    }

    @Override
    public ObjectNode restore(String uid, long version) {
        Draft now = read(uid);
        return answers(now).restored(version, history(now).restore(version));
    }

    private HistoryAnswers answers(Draft now) {
        return new HistoryAnswers(target.name(), now.uid());
    }

    private Draft read(String uid) {
        return new MonitorReader(grafana, monitor).read(monitor.named(uid));
    }

    private History history(Draft now) {
        return new ClassicHistory(grafana, now, () -> read(now.uid()), true);
    }
}
