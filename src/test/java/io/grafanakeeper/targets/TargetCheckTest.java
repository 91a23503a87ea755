package io.grafanakeeper.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.sandbox.AzureMonitor;
import io.grafanakeeper.sandbox.azure.FakeIdentity;
import io.grafanakeeper.sandbox.azure.FakeResourceManager;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.settings.Auth;
import io.grafanakeeper.settings.BackupSettings;
import io.grafanakeeper.settings.FolderFilter;
import io.grafanakeeper.settings.Include;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Monitor;
import io.grafanakeeper.settings.Retention;
import io.grafanakeeper.settings.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetCheckTest {
    private static final String OTHER = "ce34e7e5-485f-4d76-964f-b3d2b16d1e4f/.default";
    private static final String LAST = "6f2d169c-08f3-4a4c-a982-bcaf2d038c45/.default";

    private final FakeIdentity identity;
    private final List<String> scopes = new ArrayList<>();

    TargetCheckTest() throws IOException {
        identity = FakeIdentity.start();
    }

    @AfterEach
    void stop() {
        identity.close();
    }

    @Test
    void tellsWhoAsksWithWhichRoleAudienceAndPace() {
        try (FakeGrafana grafana = accepting(Target.DEFAULT_SCOPE, Flavour.V13_1)) {
            ObjectNode found = check(grafana, Kind.MANAGED, new Auth.Entra());
            assertTrue(found.path("ok").asBoolean(), found::toPrettyString);
            assertEquals("managed", found.path("kind").asText());
            assertEquals("13.1.0", found.path("version").asText());
            assertEquals("entra@example.com", found.path("identity").asText());
            assertEquals("Main Org.", found.at("/organisation/name").asText());
            assertEquals("Admin", found.path("role").asText());
            assertEquals("accepted", found.at("/audience/answer").asText());
            assertEquals(Target.DEFAULT_SCOPE, found.at("/audience/scope").asText());
            assertEquals(40, found.at("/rateLimit/requestsPerSecond").asInt());
            assertEquals(2, found.at("/rateLimit/concurrency").asInt());
            assertTrue(found.at("/rateLimit/host").asText().contains("45 requests a second"));
            assertEquals(List.of(), scopes, "no other audience is tried when the first is taken");
        }
    }

    @Test
    void namesTheAudienceThatGrafanaTakesInsteadOfTheRefusedOne() {
        try (FakeGrafana grafana = accepting(LAST, Flavour.V11_6)) {
            ObjectNode found = check(grafana, Kind.MANAGED, new Auth.ServicePrincipal("tenant", "client", "secret"));
            assertFalse(found.path("ok").asBoolean());
            assertTrue(found.path("reachable").asBoolean());
            assertTrue(found.path("error").asText().contains("401"), found::toPrettyString);
            assertEquals("refused", found.at("/audience/answer").asText());
            assertEquals(
                    "refused", found.path("audience").path("others").path(OTHER).asText());
            assertEquals(
                    "accepted", found.path("audience").path("others").path(LAST).asText());
            assertEquals(LAST, found.at("/audience/use").asText());
            assertTrue(found.path("advice")
                    .asText()
                    .endsWith("takes those for " + LAST + ": set the target's scope to that"));
        }
    }

    @Test
    void givesAzuresAdviceWhenEveryAudienceIsRefused() {
        try (FakeGrafana grafana = accepting("another/.default", Flavour.V11_6)) {
            ObjectNode found = check(grafana, Kind.MANAGED, new Auth.Entra());
            assertEquals(List.of(OTHER, LAST), scopes);
            assertFalse(found.path("audience").has("use"));
            String advice = found.path("advice").asText();
            for (String part : List.of("audience", "scope", "role assignment", "Grafana Admin", "wait a few minutes")) {
                assertTrue(advice.contains(part), advice);
            }
        }
    }

    @Test
    void triesNothingElseWithAPasswordTokenOrKey() {
        for (Auth auth : List.of(new Auth.Basic("admin", "s"), new Auth.Token("s"), new Auth.ApiKey("s"))) {
            try (FakeGrafana grafana = accepting(OTHER, Flavour.V11_6)) {
                ObjectNode found = check(grafana, Kind.SELF_HOSTED, auth);
                assertTrue(found.path("error").asText().contains("401"), found::toPrettyString);
                assertFalse(found.has("audience"), found::toPrettyString);
                assertTrue(found.path("advice").asText().contains("Key Vault secret"), found::toPrettyString);
                assertEquals(List.of(), scopes);
                assertEquals(1, grafana.requests().refused());
            }
        }
    }

    @Test
    void tellsWhatEachVersionOffers() {
        assertEquals("no no yes no", offered(Flavour.V7_5));
        assertEquals("no yes yes no", offered(Flavour.V9_5));
        assertEquals("yes yes yes no", offered(Flavour.V11_6));
        assertEquals("yes yes no yes", offered(Flavour.V13_1));
    }

    private String offered(Flavour flavour) {
        try (FakeGrafana grafana = accepting(Target.DEFAULT_SCOPE, flavour)) {
            ObjectNode found = check(grafana, Kind.SELF_HOSTED, new Auth.Entra());
            assertTrue(found.path("ok").asBoolean(), found::toPrettyString);
            assertEquals("available", feature(found, "dashboards"));
            assertEquals("available", feature(found, "queries"));
            assertEquals("available", feature(found, "library-panels"));
            assertEquals(
                    flavour == Flavour.V13_1,
                    found.path("apiVersions").toString().contains("v2"));
            List<String> features = List.of("nested-folders", "alerting", "legacy-keys", "kubernetes-style-api");
            return String.join(
                    " ",
                    features.stream()
                            .map(name -> switch (feature(found, name)) {
                                case "available" -> "yes";
                                case "not offered by this target" -> "no";
                                default -> feature(found, name);
                            })
                            .toList());
        }
    }

    @Test
    void tellsAViewerWhatIsForbidden() {
        try (FakeGrafana grafana = accepting(OTHER, Flavour.V11_6)) {
            grafana.seedSamples();
            for (String role : List.of("Viewer", "Editor", "Admin")) {
                String token = grafana.mintToken("keeper-" + role, role, null);
                Target target = target(grafana.endpoint(), Kind.SELF_HOSTED, new Auth.Token("s"));
                ObjectNode found =
                        new TargetCheck(target, client(grafana.endpoint(), () -> token), this::never).result();
                assertEquals(role, found.path("role").asText(), found::toPrettyString);
                boolean admin = role.equals("Admin");
                assertEquals(admin ? "available" : "forbidden", feature(found, "datasources"));
                assertEquals(admin, found.path("ok").asBoolean());
                assertEquals(!admin, found.path("advice").asText().contains("datasources"), found::toPrettyString);
            }
        }
    }

    @Test
    void checksAzureMonitorsDataPlaneLikewise() throws IOException {
        try (AzureMonitor azure = AzureMonitor.start(identity)) {
            azure.manager().putGroup("rg-a", "westeurope");
            azure.put("rg-a", "board", "Board");
            ObjectNode good = monitorCheck(azure, Target.DEFAULT_SCOPE);
            assertTrue(good.path("ok").asBoolean(), good::toPrettyString);
            assertEquals("available", feature(good, "dashboards"));
            assertEquals("available", feature(good, "queries"));
            assertEquals("not offered by this target", feature(good, "alerting"));
            assertEquals("accepted", good.at("/audience/answer").asText());
            ObjectNode refused = monitorCheck(azure, OTHER);
            assertFalse(refused.path("ok").asBoolean());
            assertEquals("refused", refused.at("/audience/answer").asText(), refused::toPrettyString);
            assertEquals(Target.DEFAULT_SCOPE, refused.at("/audience/use").asText());
            assertEquals(List.of(Target.DEFAULT_SCOPE), scopes);
        }
    }

    private ObjectNode monitorCheck(AzureMonitor azure, String scope) {
        scopes.clear();
        Target target = target(azure.endpoint(), Kind.MONITOR, new Auth.Entra(), scope);
        MonitorDashboards dashboards = new MonitorDashboards(
                client(azure.manager().uri(), () -> identity.token(FakeResourceManager.AUDIENCE)),
                new Monitor(AzureMonitor.SUBSCRIPTION, List.of("rg-a")));
        return new MonitorCheck(
                        target, entra(azure.endpoint(), scope), dashboards, other -> tried(azure.endpoint(), other))
                .result();
    }

    private FakeGrafana accepting(String scope, Flavour flavour) {
        return FakeGrafana.builder()
                .flavour(flavour)
                .entra(token -> identity.accepts(token, audience(scope)))
                .build()
                .start();
    }

    private ObjectNode check(FakeGrafana grafana, Kind kind, Auth auth) {
        URI endpoint = grafana.endpoint();
        return new TargetCheck(
                        target(endpoint, kind, auth),
                        entra(endpoint, Target.DEFAULT_SCOPE),
                        scope -> tried(endpoint, scope))
                .result();
    }

    private GrafanaClient tried(URI endpoint, String scope) {
        scopes.add(scope);
        return entra(endpoint, scope);
    }

    private GrafanaClient entra(URI endpoint, String scope) {
        String token = identity.token(audience(scope));
        return client(endpoint, () -> token);
    }

    private GrafanaClient never(String scope) {
        throw new AssertionError("asked for a token of " + scope);
    }

    private static GrafanaClient client(URI endpoint, Supplier<String> token) {
        return new GrafanaClient(
                endpoint,
                SecretCredential.bearer(token, Clock.systemUTC()),
                null,
                Limits.of(2, null),
                GrafanaClient.transport(),
                Clock.systemUTC());
    }

    private static Target target(URI endpoint, Kind kind, Auth auth) {
        return target(endpoint, kind, auth, Target.DEFAULT_SCOPE);
    }

    private static Target target(URI endpoint, Kind kind, Auth auth, String scope) {
        BackupSettings everything = new BackupSettings(
                EnumSet.allOf(Include.class), new FolderFilter(List.of(), List.of()), new Retention(1, 1, 1, 1));
        return new Target("demo", endpoint, kind, auth, scope, 40.0, 2, null, everything, null, null);
    }

    private static String audience(String scope) {
        return scope.substring(0, scope.length() - "/.default".length());
    }

    private static String feature(ObjectNode found, String name) {
        return found.path("features").path(name).asText();
    }
}
