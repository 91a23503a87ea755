package io.grafanakeeper.settings;

import static io.grafanakeeper.settings.Reading.fault;
import static io.grafanakeeper.settings.Reading.faults;
import static io.grafanakeeper.settings.Reading.places;
import static io.grafanakeeper.settings.Reading.target;
import static io.grafanakeeper.settings.Reading.targetYaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetReaderTest {
    private static final String AZURE = "endpoint: https://a.grafana.azure.com\n";
    private static final String LAB = "endpoint: http://grafana.lab:3000\n";
    private static final String MONITOR = "endpoint: https://local-x.gateway.dashboard.azure.com\n";
    private static final String GUID = "00000000-0000-0000-0000-00000000000a";

    @Test
    void anEndpointIsEnoughOnAzure() {
        assertEquals(
                new Target(
                        "t",
                        URI.create("https://a.grafana.azure.com"),
                        Kind.MANAGED,
                        new Auth.Entra(),
                        "https://dashboard.azure.com/.default",
                        40.0,
                        8,
                        null,
                        new BackupSettings(
                                EnumSet.allOf(Include.class),
                                new FolderFilter(List.of(), List.of()),
                                new Retention(24, 30, 12, 24)),
                        null,
                        null),
                target(AZURE));
    }

    @Test
    void infersTheKindFromTheHost() {
        Map<String, Kind> kinds = Map.of(
                "https://my-abcd.cuse.grafana.azure.com", Kind.MANAGED,
                "https://MY-ABCD.CUSE.Grafana.Azure.com/", Kind.MANAGED,
                "https://x.azgrafana.io", Kind.MANAGED,
                "https://evilgrafana.azure.com", Kind.SELF_HOSTED,
                "https://a.grafana.azure.com.evil.example", Kind.SELF_HOSTED,
                "http://localhost:3000", Kind.SELF_HOSTED);

        kinds.forEach((endpoint, kind) -> assertEquals(
                kind, target("endpoint: " + endpoint + "\nauth: entra").kind(), endpoint));
        assertEquals(Kind.MONITOR, target(MONITOR + "subscription: " + GUID).kind());
    }

    @Test
    void theWrittenKindWins() {
        Target target = target("endpoint: https://grafana.example.com\nkind: managed\n");

        assertEquals(Kind.MANAGED, target.kind());
        assertEquals(new Auth.Entra(), target.auth());
        assertEquals(40.0, target.requestsPerSecond());
    }

    @Test
    void pacesOnlyAzureByDefault() {
        assertNull(target(LAB + "secret: lab").requestsPerSecond());
        assertEquals(40.0, target(MONITOR + "subscription: " + GUID).requestsPerSecond());
        assertEquals(2.5, target(LAB + "secret: lab\nrequestsPerSecond: 2.5").requestsPerSecond());
        for (String bad : List.of("0", "-1", "fast", "1e3", ".inf", "10001", "''")) {
            assertEquals(
                    "targets.t.requestsPerSecond",
                    fault(targetYaml(AZURE + "requestsPerSecond: " + bad)).path());
        }
    }

    @Test
    void normalisesTheEndpoint() {
        Map<String, String> endpoints = Map.of(
                "HTTP://Grafana.Lab:3000/", "http://grafana.lab:3000",
                "https://x.example/grafana//", "https://x.example/grafana",
                "https://x.example/a/../b/./c", "https://x.example/b/c",
                "http://[::1]:3000", "http://[::1]:3000");

        endpoints.forEach((given, normal) -> assertEquals(
                URI.create(normal),
                target("endpoint: '" + given + "'\nsecret: lab").endpoint()));
    }

    @Test
    void refusesUnusableEndpoints() {
        for (String bad : List.of(
                "grafana.lab:3000",
                "grafana.lab",
                "ftp://grafana.lab",
                "https://",
                "https:///path",
                "https://a b",
                "http://my_grafana:3000",
                "http://x:0",
                "http://x:99999",
                "https://x/?orgId=1",
                "https://x/#top",
                "https://grafana.日本",
                "https://user@x.example")) {
            Fault fault = fault(targetYaml("endpoint: '" + bad + "'\nauth: token\nsecret: lab"));
            assertEquals("targets.t.endpoint", fault.path(), bad);
            assertEquals(3, fault.line(), bad);
        }
    }

    @Test
    void allowsHttpOnlyForSelfHosted() {
        assertTrue(fault(targetYaml("endpoint: http://a.grafana.azure.com"))
                .message()
                .contains("https://"));
        assertTrue(fault(targetYaml(LAB + "kind: managed")).message().contains("https://"));
    }

    @Test
    void readsEveryKindOfAuthentication() {
        String principal =
                "auth: service-principal\ntenant: contoso.onmicrosoft.com\nclientId: " + GUID + "\nsecret: sp";
        assertEquals(
                new Auth.ServicePrincipal("contoso.onmicrosoft.com", GUID, "sp"),
                target(AZURE + principal).auth());
        assertEquals(
                new Auth.Token("tok"),
                target(AZURE + "auth: token\nsecret: tok").auth());
        assertEquals(
                new Auth.ApiKey("key"),
                target(AZURE + "auth: api-key\nsecret: key").auth());
        assertEquals(
                new Auth.Basic("admin", "pw"),
                target(LAB + "auth: basic\nuser: admin\nsecret: pw").auth());
        assertEquals(new Auth.Entra(), target(LAB + "auth: entra").auth());
        assertEquals(new Auth.Token("tok"), target(LAB + "secret: tok").auth());
    }

    @Test
    void selfHostedNeedsToSayHowToSignIn() {
        assertTrue(fault(targetYaml(LAB)).message().contains("entra, service-principal, token, basic, api-key"));
    }

    @Test
    void namesWhatAnAuthenticationLacks() {
        assertEquals(
                List.of("2:3 targets.t.tenant", "2:3 targets.t.clientId", "2:3 targets.t.secret"),
                places(targetYaml(AZURE + "auth: service-principal")));
        assertEquals(List.of("2:3 targets.t.user", "2:3 targets.t.secret"), places(targetYaml(LAB + "auth: basic")));
        assertEquals(
                List.of("5:5 targets.t.tenant", "6:5 targets.t.clientId", "7:5 targets.t.secret"),
                places(targetYaml(AZURE + "auth: service-principal\ntenant: a b\nclientId: 12\nsecret: a b")));
    }

    @Test
    void refusesSettingsOfAnotherAuthentication() {
        Fault fault = fault(targetYaml(AZURE + "secret: tok"));
        assertEquals("targets.t.secret", fault.path());
        assertTrue(fault.message().contains("'auth: entra'"), fault::toString);
        assertTrue(fault.message().contains("service-principal, token, api-key"), fault::toString);

        assertEquals(
                List.of("5:5 targets.t.user", "6:5 targets.t.scope"),
                places(targetYaml(LAB + "secret: tok\nuser: me\nscope: https://x/.default")));
    }

    @Test
    void refusesAuthenticationsThatTheKindDoesNotOffer() {
        assertTrue(fault(targetYaml(AZURE + "auth: basic\nuser: me\nsecret: pw"))
                .message()
                .endsWith("allowed: entra, service-principal, token, api-key"));
        assertTrue(fault(targetYaml(MONITOR + "auth: token\nsecret: tok\nsubscription: " + GUID))
                .message()
                .endsWith("allowed: entra, service-principal"));
    }

    @Test
    void refusesAUserWithAColonWithoutRepeatingIt() {
        Fault fault = fault(targetYaml(LAB + "auth: basic\nuser: 'admin:hunter2'\nsecret: pw"));

        assertEquals("targets.t.user", fault.path());
        assertFalse(fault.toString().contains("hunter2"));
    }

    @Test
    void theScopeEndsWithDefault() {
        String scope = "ce34e7e5-485f-4d76-964f-b3d2b16d1e4f/.default";
        assertEquals(scope, target(AZURE + "scope: " + scope).scope());

        Fault fault = fault(targetYaml(AZURE + "scope: ce34e7e5-485f-4d76-964f-b3d2b16d1e4f"));
        assertEquals("targets.t.scope", fault.path());
        assertTrue(fault.message().contains("GUID needs it too"), fault::toString);
    }

    @Test
    void monitorNeedsASubscription() {
        Monitor monitor = target(
                        MONITOR + "subscription: " + GUID.replace('a', 'A') + "\nresourceGroups: [rg-a, b_(1)]")
                .monitor();
        assertEquals(new Monitor(GUID, List.of("rg-a", "b_(1)")), monitor);

        assertEquals(List.of("2:3 targets.t.subscription"), places(targetYaml(MONITOR)));
        assertEquals(
                List.of("4:5 targets.t.subscription", "5:22 targets.t.resourceGroups[0]"),
                places(targetYaml(MONITOR + "subscription: mine\nresourceGroups: ['a/b']")));
    }

    @Test
    void refusesSettingsOfAnotherKind() {
        assertEquals(
                List.of("4:5 targets.t.subscription", "5:5 targets.t.resourceGroups", "6:5 targets.t.orgId"),
                places(targetYaml(AZURE + "subscription: " + GUID + "\nresourceGroups: [a]\norgId: 1")));
        assertEquals(7L, target(LAB + "secret: tok\norgId: 7").orgId());
        assertEquals(
                "targets.t.orgId",
                fault(targetYaml(LAB + "secret: tok\norgId: 0")).path());
    }

    @Test
    void findsAllFaultsWithoutAnEndpointToo() {
        assertEquals(
                List.of("2:3 targets.t.endpoint", "2:3 targets.t.user", "4:5 targets.t.secret", "5:5 targets.t.notify"),
                places(targetYaml("auth: basic\nsecret: a b\nnotify: a b")));
    }

    @Test
    void readsWhatABackupTakes() {
        BackupSettings backup = target(AZURE + """
                        backup:
                          include: [folders, library-panels]
                          folders: { only: [/Team A/Sub/, uid1], except: [Old] }
                          retention: { hourly: 0, daily: 7, weekly: 0, monthly: 0 }
                        """).backup();

        assertEquals(Set.of(Include.FOLDERS, Include.LIBRARY_PANELS), backup.include());
        assertEquals(new FolderFilter(List.of("Team A/Sub", "uid1"), List.of("Old")), backup.folders());
        assertEquals(new Retention(0, 7, 0, 0), backup.retention());
        assertEquals(
                new Retention(24, 7, 12, 24),
                target(AZURE + "backup: { retention: { daily: 7 } }").backup().retention());
    }

    @Test
    void refusesUnusableBackups() {
        Map<String, String> faults = Map.of(
                "include: []", "targets.t.backup.include",
                "include: dashboards", "targets.t.backup.include",
                "include: [dashbords]", "targets.t.backup.include[0]",
                "folders: [A]", "targets.t.backup.folders",
                "folders: { only: [/] }", "targets.t.backup.folders.only[0]",
                "retention: { hourly: 0, daily: 0, weekly: 0, monthly: 0 }", "targets.t.backup.retention",
                "retention: { yearly: 1 }", "targets.t.backup.retention.yearly",
                "retention: { daily: 10001 }", "targets.t.backup.retention.daily",
                "retention: { daily: 1.5 }", "targets.t.backup.retention.daily");

        faults.forEach((lines, path) -> assertEquals(
                List.of(path),
                faults(targetYaml(AZURE + "backup: { " + lines + " }")).stream()
                        .map(Fault::path)
                        .toList()));
    }

    @Test
    void readsTheSecretToNotify() {
        assertEquals("hook", target(AZURE + "notify: hook").notifySecret());
    }
}
