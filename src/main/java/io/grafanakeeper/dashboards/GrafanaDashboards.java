package io.grafanakeeper.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.DashboardReader;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.saving.DashboardRequest;
import io.grafanakeeper.saving.DashboardSaver;
import io.grafanakeeper.settings.Target;
import java.util.List;
import java.util.logging.Logger;

/** Deals with the dashboards of self-hosted Grafanas and of Azure Managed Grafana through Grafana's own API. */
final class GrafanaDashboards implements DashboardTarget {
    private final Target target;
    private final GrafanaClient grafana;
    private final Deletion deletion;

    GrafanaDashboards(Target target, GrafanaClient grafana, Deletion deletion) {
        this.target = target;
        this.grafana = grafana;
        this.deletion = deletion;
    }

    @Override
    public ObjectNode save(DashboardRequest request) {
        return new DashboardSaver(grafana).save(request).json().put("target", target.name());
    }

    @Override
    public ObjectNode delete(String uid, Logger log) {
        return deletion.delete(target, Connection.to(grafana), uid, log);
    }

    @Override
    public ObjectNode versions(String uid, int limit) {
        Draft now = read(uid);
        List<ObjectNode> found =
                DashboardResource.is(now.content()) ? new ResourceHistory(grafana, uid).list(limit + 1) : List.of();
        // The older API converts the content of a version, but lists them all.
        return answers(uid).list(found.isEmpty() ? classic(now).list(limit + 1) : found, limit);
    }

    @Override
    public ObjectNode version(String uid, long version) {
        return answers(uid).one(history(read(uid), version).read(version));
    }

    @Override
    public ObjectNode restore(String uid, long version) {
        return answers(uid).restored(version, history(read(uid), version).restore(version));
    }

    private HistoryAnswers answers(String uid) {
        return new HistoryAnswers(target.name(), uid);
    }

    private Draft read(String uid) {
        return new DashboardReader(grafana).find(uid).orElseThrow(() -> Deletion.missing(uid));
    }

    /** The older API would give, and save, a dashboard of the second form without its panels. */
    private History history(Draft now, long version) {
        ResourceHistory resources = new ResourceHistory(grafana, now.uid());
        return DashboardResource.is(now.content()) || resources.isOfTheSecondForm(version) ? resources : classic(now);
    }

    private History classic(Draft now) {
        return new ClassicHistory(grafana, now, () -> read(now.uid()), false);
    }
}
