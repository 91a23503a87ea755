package io.grafanakeeper.targets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.ServerApi;
import io.grafanakeeper.grafana.ServerApi.Access;
import io.grafanakeeper.monitor.MonitorDashboard;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.Auth;
import io.grafanakeeper.settings.Target;
import java.util.List;
import java.util.function.Function;

/** Tries a target of kind {@code monitor}: the control plane by listing, the data plane by reading one dashboard. */
final class MonitorCheck {
    private static final List<String> NOT_OFFERED = List.of(
            "folders",
            "nested-folders",
            "datasources",
            "library-panels",
            "alerting",
            "service-accounts",
            "legacy-keys",
            "kubernetes-style-api");
    /** No dashboard has it: where there is none, 404 is the answer of a data plane that let the identity in. */
    private static final String NOBODYS = "grafana-keeper-check";

    private final Target target;
    private final DashboardsApi dashboards;
    private final ServerApi server;
    private final MonitorDashboards monitor;
    private final Audiences audiences;
    private final ObjectNode result;

    /**
     * Creates a check.
     *
     * @param clients gives the data plane's client with tokens of another scope
     */
    MonitorCheck(
            Target target, GrafanaClient client, MonitorDashboards monitor, Function<String, GrafanaClient> clients) {
        this.target = target;
        this.dashboards = new DashboardsApi(client);
        this.server = new ServerApi(client);
        this.monitor = monitor;
        this.audiences = new Audiences(target, clients, other -> new DashboardsApi(other).read(NOBODYS));
        this.result = Findings.begin(target);
    }

    /** Returns the finding; an unreachable target is a finding, not an error. */
    ObjectNode result() {
        result.put("identity", identity(target.auth()));
        try {
            List<MonitorDashboard> found = monitor.list();
            result.put("dashboards", found.size());
            boolean allowed = mayRead(found);
            result.put("reachable", true);
            audiences.accepted(result);
            ObjectNode features = result.putObject("features");
            features.put("dashboards", Findings.of(allowed ? Access.ALLOWED : Access.FORBIDDEN));
            features.put("queries", Findings.of(server.queries()));
            NOT_OFFERED.forEach(feature -> features.put(feature, Findings.NOT_OFFERED));
            result.put("ok", allowed);
            if (!allowed) {
                result.put(
                        "advice",
                        "the identity lists dashboards and may not read them: assign it Azure Monitor Dashboards with Grafana"
                                + " Contributor on the resource groups, then wait a few minutes");
            }
        } catch (GrafanaException.Unauthorized e) {
            result.put("reachable", true).put("error", Explanation.of(e).text());
            audiences.refused(result);
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
