package io.grafanakeeper.targets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.monitor.MonitorDashboard;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.Auth;
import io.grafanakeeper.settings.Target;
import java.util.List;

/** Tries a target of kind {@code monitor}: the control plane by listing, the data plane by reading one dashboard. */
final class MonitorCheck {
    private static final List<String> NOT_OFFERED =
            List.of("folders", "datasources", "library-panels", "alerting", "service-accounts", "kubernetes-style-api");
    /** No dashboard has it: where there is none, 404 is the answer of a data plane that let the identity in. */
    private static final String NOBODYS = "grafana-keeper-check";

    private final Target target;
    private final DashboardsApi dashboards;
    private final MonitorDashboards monitor;
    private final ObjectNode result;

    MonitorCheck(Target target, GrafanaClient client, MonitorDashboards monitor) {
        this.target = target;
        this.dashboards = new DashboardsApi(client);
        this.monitor = monitor;
        this.result = TargetJson.describe(target);
    }

    /** Returns the finding; an unreachable target is a finding, not an error. */
    ObjectNode result() {
        result.put("ok", false).put("reachable", false).put("identity", identity(target.auth()));
        try {
            List<MonitorDashboard> found = monitor.list();
            result.put("dashboards", found.size());
            boolean allowed = mayRead(found);
            result.put("reachable", true);
            ObjectNode features = result.putObject("features").put("dashboards", allowed ? "allowed" : "forbidden");
            NOT_OFFERED.forEach(feature -> features.put(feature, "not offered"));
            result.put("ok", allowed);
            if (!allowed) {
                result.put(
                        "advice",
                        "the identity lists dashboards and may not read them: assign it Azure Monitor Dashboards with Grafana"
                                + " Contributor on the resource groups, then wait a few minutes");
            }
        } catch (GrafanaException | ServiceException e) {
            result.put("error", Explanation.of(e).text());
        }
        return result;
    }

    private boolean mayRead(List<MonitorDashboard> found) {
        try {
            dashboards.read(found.isEmpty() ? NOBODYS : found.get(0).id().uid());
            return true;
        } catch (GrafanaException.NotFound e) {
            return found.isEmpty();
        } catch (GrafanaException.Forbidden e) {
            return false;
        }
    }

    /** The token says more, but names of people too. */
    private static String identity(Auth auth) {
        return auth instanceof Auth.ServicePrincipal principal
                ? "the service principal " + principal.clientId()
                : "the app's identity";
    }
}
