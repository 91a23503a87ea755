package io.grafanakeeper.targets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.KubernetesApi;
import io.grafanakeeper.grafana.ServerApi;
import io.grafanakeeper.grafana.ServerApi.Access;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.Include;
import io.grafanakeeper.settings.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tries a target and says in one answer what works, what does not, and what to do about it. */
final class TargetCheck {
    private static final Map<String, String> ROUTES = routes();
    private static final int NESTED_SINCE = 11;

    private final Target target;
    private final ServerApi server;
    private final KubernetesApi kubernetes;
    private final Audiences audiences;
    private final ObjectNode result;

    /**
     * Creates a check.
     *
     * @param clients gives the target's client with tokens of another scope
     */
    TargetCheck(Target target, GrafanaClient client, Function<String, GrafanaClient> clients) {
        this.target = target;
        this.server = new ServerApi(client);
        this.kubernetes = new KubernetesApi(client);
        this.audiences = new Audiences(target, clients, other -> new ServerApi(other).enter());
        this.result = Findings.begin(target);
    }

    /** Returns the finding; an unreachable target is a finding, not an error. */
    ObjectNode result() {
        try {
            String version = server.version();
            result.put("version", version).put("reachable", true);
            ObjectNode organisation = server.organisation();
            audiences.accepted(result);
            long id = organisation.path("id").asLong();
            result.putObject("organisation")
                    .put("id", id)
                    .put("name", organisation.path("name").asText(""));
            boolean user = identity();
            Map<String, Access> found = features(version);
            result.put("role", user ? server.role(id).orElseGet(() -> role(found)) : role(found));
            result.put("ok", isEnough(found));
        } catch (GrafanaException.Unauthorized e) {
            result.put("reachable", true).put("error", Explanation.of(e).text());
            audiences.refused(result);
        } catch (GrafanaException | ServiceException e) {
            result.put("error", Explanation.of(e).text());
        }
        return result;
    }

    /** Notes who asks and returns whether that is a user, whose role Grafana tells. */
    private boolean identity() {
        try {
            ObjectNode user = server.user();
            result.put("identity", user.path("login").asText(""));
            return true;
        } catch (GrafanaException.NotFound | GrafanaException.Forbidden | GrafanaException.Unauthorized e) {
            // Tokens and keys stand for no user.
            result.put("identity", "a service account or API key");
            return false;
        }
    }

    private Map<String, Access> features(String version) {
        Map<String, Access> access = new LinkedHashMap<>();
        ROUTES.forEach((name, route) -> access.put(name, server.access(route)));
        // Grafana 7.4 and 7.5 have them under another name.
        access.computeIfPresent(
                "library-panels",
                (name, newer) -> newer == Access.ABSENT ? server.access("/api/library-panels?perPage=1") : newer);
        access.put("queries", server.queries());
        access.put("nested-folders", nested(version, access));
        ObjectNode features = result.putObject("features");
        access.forEach((name, found) -> features.put(name, Findings.of(found)));
        if (access.get("kubernetes-style-api") == Access.ALLOWED) {
            kubernetes.versions().forEach(result.putArray("apiVersions")::add);
        }
        return access;
    }

    /** Nothing but the version tells an empty folder from one that cannot hold folders. */
    private static Access nested(String version, Map<String, Access> access) {
        String major = version.replaceAll("\\..*$", "");
        boolean since = major.matches("\\d{1,4}") && Integer.parseInt(major) >= NESTED_SINCE;
        boolean nested = since || access.get("kubernetes-style-api") == Access.ALLOWED;
        return nested ? access.getOrDefault("folders", Access.ABSENT) : Access.ABSENT;
    }

    /** Returns the role as what may be done shows it. */
    private String role(Map<String, Access> found) {
        if (found.get("datasources") == Access.ALLOWED) {
            return "Admin";
        }
        return server.mayEdit().map(may -> may ? "Editor" : "Viewer").orElse("Editor or Viewer");
    }

    /** Returns whether everything that the backup needs may be read. */
    private boolean isEnough(Map<String, Access> found) {
        List<String> forbidden = target.backup().include().stream()
                .map(Include::yamlName)
                .filter(name -> found.get(name) == Access.FORBIDDEN)
                .toList();
        if (!forbidden.isEmpty()) {
            result.put(
                    "advice",
                    "the identity may not read " + String.join(", ", forbidden)
                            + ", which backup.include asks for: assign it"
                            + " Grafana Admin and, if that was done just now, wait a few minutes; or take them out of"
                            + " backup.include");
        }
        return forbidden.isEmpty();
    }

    private static Map<String, String> routes() {
        Map<String, String> routes = new LinkedHashMap<>();
        routes.put("dashboards", "/api/search?type=dash-db&limit=1");
        routes.put("folders", "/api/folders?limit=1");
        routes.put("datasources", "/api/datasources");
        routes.put("library-panels", "/api/library-elements?perPage=1");
        routes.put("alerting", "/api/v1/provisioning/contact-points");
        routes.put("service-accounts", "/api/serviceaccounts/search?perpage=1");
        routes.put("legacy-keys", "/api/auth/keys");
        routes.put("kubernetes-style-api", "/apis/dashboard.grafana.app/");
        return routes;
    }
}
