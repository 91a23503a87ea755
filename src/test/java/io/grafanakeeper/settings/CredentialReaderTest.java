package io.grafanakeeper.settings;

import static io.grafanakeeper.settings.Reading.fault;
import static io.grafanakeeper.settings.Reading.faults;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialReaderTest {
    @Test
    void fillsInTheDefaults() {
        assertEquals(
                new CredentialSettings(
                        "ci",
                        "t",
                        new GrafanaKey.ServiceAccount("ci", Role.VIEWER),
                        "tok",
                        Duration.ofDays(30),
                        Duration.ofDays(7),
                        Duration.ofDays(1),
                        new RotateWith.TargetAuth()),
                credential("target: t, serviceAccount: ci, secret: tok"));
    }

    @Test
    void readsEverything() {
        CredentialSettings credential =
                credential("target: t, serviceAccount: { name: 'My CI', role: Admin }, secret: tok,"
                        + " lifetime: PT36H, renewBefore: PT12H, overlap: PT30M, rotateWith: other-secret");

        assertEquals(new GrafanaKey.ServiceAccount("My CI", Role.ADMIN), credential.key());
        assertEquals(Duration.ofHours(36), credential.lifetime());
        assertEquals(Duration.ofHours(12), credential.renewBefore());
        assertEquals(Duration.ofMinutes(30), credential.overlap());
        assertEquals(new RotateWith.OtherSecret("other-secret"), credential.rotateWith());
    }

    @Test
    void readsLegacyKeys() {
        assertEquals(
                new GrafanaKey.ApiKey(Role.EDITOR),
                credential("target: t, apiKey: { role: Editor }, secret: tok").key());
        assertEquals(
                new GrafanaKey.ApiKey(Role.VIEWER),
                credential("target: t, apiKey: {}, secret: tok").key());
    }

    @Test
    void readsWhoRotates() {
        assertEquals(
                new RotateWith.AppIdentity(),
                credential("target: t, serviceAccount: ci, secret: tok, rotateWith: app")
                        .rotateWith());
        assertEquals(
                new RotateWith.Self(),
                credential("target: t, serviceAccount: ci, secret: tok, rotateWith: self")
                        .rotateWith());
    }

    @Test
    void refusesWhatCannotBeRotated() {
        Map<String, String> faults = Map.ofEntries(
                Map.entry("serviceAccount: ci, secret: tok", "target"),
                Map.entry("target: none, serviceAccount: ci, secret: tok", "target"),
                Map.entry("target: azmon, serviceAccount: ci, secret: tok", "target"),
                Map.entry("target: t, secret: tok", "serviceAccount"),
                Map.entry("target: t, serviceAccount: ci, apiKey: {}, secret: tok", "serviceAccount"),
                Map.entry("target: t, serviceAccount: { role: Editor }, secret: tok", "serviceAccount.name"),
                Map.entry("target: t, serviceAccount: { name: ci, role: editor }, secret: tok", "serviceAccount.role"),
                Map.entry("target: t, serviceAccount: [ci], secret: tok", "serviceAccount"),
                Map.entry("target: t, apiKey: Editor, secret: tok", "apiKey"),
                Map.entry("target: t, serviceAccount: ci", "secret"),
                Map.entry("target: t, serviceAccount: ci, secret: a_b", "secret"),
                Map.entry("target: t, serviceAccount: ci, secret: tok, rotateWith: a_b", "rotateWith"),
                Map.entry("target: t, serviceAccount: ci, secret: tok, lifetime: P8D", "lifetime"),
                Map.entry("target: t, serviceAccount: ci, secret: tok, renewBefore: P29D", "lifetime"),
                Map.entry("target: t, serviceAccount: ci, secret: tok, overlap: P15D", "lifetime"),
                Map.entry("target: t, serviceAccount: ci, secret: tok, lifetime: P1M", "lifetime"),
                Map.entry("target: t, serviceAccount: ci, secret: tok, lifetime: 30d", "lifetime"),
                Map.entry("target: t, serviceAccount: ci, secret: tok, lifetime: P9999D", "lifetime"),
                Map.entry("target: t, serviceAccount: ci, secret: tok, overlap: -P1D", "overlap"),
                Map.entry("target: t, serviceAccount: ci, secret: tok, overlap: PT0S", "overlap"),
                Map.entry("target: t, serviceAccount: ci, secret: tok, overlap: PT90.5S", "overlap"));

        faults.forEach((lines, path) -> assertEquals(
                List.of("credentials.ci." + path),
                faults(yaml(lines)).stream().map(Fault::path).toList(),
                lines));
    }

    @Test
    void explainsWhyTheLifetimeIsTooShort() {
        assertTrue(fault(yaml("target: t, serviceAccount: ci, secret: tok, lifetime: P8D"))
                .message()
                .startsWith("must be longer than renewBefore and overlap together (P8D against P7D + P1D)"));
    }

    @Test
    void refusesALifetimeInWhichATokenIsReplacedBeforeTheOverlapOfTheOneBeforeIsOver() {
        String times = "target: t, serviceAccount: ci, secret: tok, renewBefore: P1D, overlap: P12D, lifetime: ";
        assertTrue(fault(yaml(times + "P24D"))
                .message()
                .startsWith("must be longer than twice overlap (P24D against 2 * P12D)"));
        assertEquals(Duration.ofDays(25), credential(times + "P25D").lifetime());
    }

    @Test
    void refusesTwoCredentialsInOneSecret() {
        Fault fault = fault("""
                targets: { t: { endpoint: 'https://a.grafana.azure.com' } }
                credentials:
                  one: { target: t, serviceAccount: a, secret: same }
                  two: { target: t, serviceAccount: b, secret: SAME }
                """);

        assertEquals("credentials.two.secret", fault.path());
        assertTrue(fault.message().contains("'one'"), fault::toString);
    }

    private static CredentialSettings credential(String lines) {
        return Reading.read(yaml(lines)).credential("ci").orElseThrow();
    }

    private static String yaml(String lines) {
        return """
                targets:
                  t: { endpoint: 'https://a.grafana.azure.com' }
                  azmon:
                    endpoint: https://local-x.gateway.dashboard.azure.com
                    subscription: 00000000-0000-0000-0000-000000000000
                credentials: { ci: { %s } }
                """.formatted(lines);
    }
}
