package io.grafanakeeper.targets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.ServerApi;
import io.grafanakeeper.grafana.ServerApi.Access;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.Target;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Tries a target and says in one answer what works, what does not, and what to do about it. */
final class TargetCheck {
    private static final Map<String, String> FEATURES = features();

    private final Target target;
    private final ServerApi server;
    private final ObjectNode result;

    TargetCheck(Target target, GrafanaClient client) {
        this.target = target;
        this.server = new ServerApi(client);
        this.result = TargetJson.describe(target);
    }

    /** Returns the finding; an unreachable target is a finding, not an error. */
    ObjectNode result() {
        result.put("ok", false).put("reachable", false);
        try {
            result.put("version", server.version()).put("reachable", true);
            ObjectNode organisation = server.organisation();
            result.putObject("organisation")
                    .put("id", organisation.path("id").asLong())
                    .put("name", organisation.path("name").asText(""));
            identity();
            result.put("ok", tryFeatures());
        } catch (GrafanaException | ServiceException e) {
            result.put("error", Explanation.of(e).text());
        }
        return result;
    }

    private void identity() {
        try {
            ObjectNode user = server.user();
            result.put("identity", user.path("login").asText(""));
        } catch (GrafanaException.NotFound | GrafanaException.Forbidden | GrafanaException.Unauthorized e) {
            // Tokens and keys stand for no user.
            result.put("identity", "a service account or API key");
        }
    }

    /** Returns whether everything that the backup needs may be read. */
    private boolean tryFeatures() {
        ObjectNode found = result.putObject("features");
        boolean enough = true;
        Map<String, Access> access = new LinkedHashMap<>();
        FEATURES.forEach((name, route) -> access.put(name, server.access(route)));
        // Grafana 7.4 and 7.5 have them under another name.
        access.computeIfPresent(
                "library-panels",
                (name, newer) -> newer == Access.ABSENT ? server.access("/api/library-panels?perPage=1") : newer);
        for (Map.Entry<String, Access> feature : access.entrySet()) {
            found.put(feature.getKey(), feature.getValue().name().toLowerCase(Locale.ROOT));
            boolean needed = target.backup().include().stream()
                    .anyMatch(kind -> kind.yamlName().equals(feature.getKey()));
            enough &= !needed || feature.getValue() != Access.FORBIDDEN;
        }
        result.put("role", access.get("datasources") == Access.ALLOWED ? "Admin" : "Editor or Viewer");
        if (!enough) {
            result.put(
                    "advice",
                    "the identity may not read everything that backup.include asks for: assign it Grafana Admin, or take the"
                            + " forbidden kinds out of backup.include");
        }
        return enough;
    }

    private static Map<String, String> features() {
        Map<String, String> routes = new LinkedHashMap<>();
        routes.put("dashboards", "/api/search?type=dash-db&limit=1");
        routes.put("folders", "/api/folders?limit=1");
        routes.put("datasources", "/api/datasources");
        routes.put("library-panels", "/api/library-elements?perPage=1");
        routes.put("alerting", "/api/v1/provisioning/contact-points");
        routes.put("service-accounts", "/api/serviceaccounts/search?perpage=1");
        routes.put("kubernetes-style-api", "/apis/dashboard.grafana.app/");
        return routes;
    }
}
