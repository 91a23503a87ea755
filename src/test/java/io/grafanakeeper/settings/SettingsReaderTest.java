package io.grafanakeeper.settings;

import static io.grafanakeeper.settings.Reading.fault;
import static io.grafanakeeper.settings.Reading.faults;
import static io.grafanakeeper.settings.Reading.places;
import static io.grafanakeeper.settings.Reading.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    private static final String MANY_FAULTS = """
            targets:
              prod:
                kind: foo
                endpoint: https://my.grafana.azure.com
                concurency: 9
              lab:
                endpoint: http://grafana.lab:3000
                concurrency: 0
              Azmon:
                endpoint: https://local-x.gateway.dashboard.azure.com
                orgId: 1
                backup:
                  include: [dashboards, snapshots]
                  retention: { hourly: -1 }
            credentials:
              ci:
                target: prd
                serviceAccount: ci
                lifetime: P8D
            queries:
              errors:
                target: prod
                schedule: "0 6 * * *"
                window: { from: yesterday, to: now }
                timezone: Mars/Olympus
                format: parquet
            webhooks:
              nowhere: { secret: hmac }
            extras: 1
            """;

    @Test
    void reportsEveryFaultAtOnceWithItsLineAndColumn() {
        assertEquals(
                List.of(
                        "3:5 targets.prod.kind",
                        "5:5 targets.prod.concurency",
                        "6:3 targets.lab.auth",
                        "8:5 targets.lab.concurrency",
                        "9:3 targets.Azmon",
                        "9:3 targets.Azmon.subscription",
                        "11:5 targets.Azmon.orgId",
                        "13:29 targets.Azmon.backup.include[1]",
                        "14:20 targets.Azmon.backup.retention.hourly",
                        "16:3 credentials.ci.secret",
                        "17:5 credentials.ci.target",
                        "19:5 credentials.ci.lifetime",
                        "21:3 queries.errors.queries",
                        "23:5 queries.errors.schedule",
                        "24:15 queries.errors.window.from",
                        "25:5 queries.errors.timezone",
                        "26:5 queries.errors.format",
                        "28:3 webhooks.nowhere",
                        "29:1 extras"),
                places(MANY_FAULTS));
    }

    @Test
    void saysWhatIsAllowed() {
        List<String> messages =
                faults(MANY_FAULTS).stream().map(Fault::toString).toList();

        assertEquals(
                "keeper.yaml:3:5 targets.prod.kind: 'foo' is not known; allowed: managed, monitor, self-hosted",
                messages.get(0));
        assertTrue(messages.get(1).endsWith("did you mean 'concurrency'?"), messages.get(1));
        assertTrue(messages.get(2).contains("entra, service-principal, token, basic, api-key"), messages.get(2));
        assertTrue(messages.get(3).contains("a whole number from 1 to 64"), messages.get(3));
        assertTrue(messages.get(7).contains("dashboards, folders, datasources, library-panels, alerting"));
        assertTrue(messages.get(10).contains("targets: prod, lab, Azmon; did you mean 'prod'?"), messages.get(10));
        assertTrue(messages.get(13).contains("0 0 6 * * *"), messages.get(13));
        assertTrue(messages.get(16).contains("csv, jsonl"), messages.get(16));
        assertTrue(messages.get(18).contains("targets, credentials, queries, webhooks"), messages.get(18));
    }

    @Test
    void namesAllFaultsInTheMessageOfTheException() {
        SettingsException e = assertThrows(SettingsException.class, () -> read(MANY_FAULTS));

        assertTrue(String.valueOf(e.getMessage()).startsWith("the configuration has 19 faults\n"));
        e.faults().forEach(fault -> assertTrue(String.valueOf(e.getMessage()).contains(fault.toString())));
    }

    @Test
    void keepsTheOrderOfTheFile() {
        Settings settings = read("""
                targets:
                  zeta: { endpoint: 'https://z.grafana.azure.com' }
                  alpha: { endpoint: 'https://a.grafana.azure.com' }
                  mid: { endpoint: 'https://m.grafana.azure.com' }
                """);

        assertEquals(
                List.of("zeta", "alpha", "mid"), List.copyOf(settings.targets().keySet()));
        assertEquals(Optional.empty(), settings.target("other"));
        assertThrows(
                UnsupportedOperationException.class, () -> settings.targets().clear());
    }

    @Test
    void refusesAFileWithoutTargets() {
        assertEquals("targets", fault("webhooks: {}").path());
        assertEquals("targets", fault("targets:").path());
        assertTrue(fault("targets: {}").message().contains("at least one"));
        assertTrue(fault("targets: [a]").message().contains("must be a mapping, not a list"));
    }

    @Test
    void refusesARootThatIsNoMapping() {
        assertTrue(faults("just words").get(0).message().contains("must be a mapping, not a text"));
        assertTrue(faults("- targets").get(0).message().contains("must be a mapping, not a list"));
    }

    @Test
    void takesAliasesWithinReason() {
        Settings settings = read("""
                targets:
                  a:
                    endpoint: https://a.grafana.azure.com
                    backup: &backup { retention: { daily: 7 } }
                  b:
                    endpoint: https://b.grafana.azure.com
                    backup: *backup
                """);

        assertEquals(7, settings.target("b").orElseThrow().backup().retention().daily());
    }

    @Test
    void placesAFaultBehindAnAliasWhereTheAliasIsUsed() {
        assertEquals(List.of("5:5 targets.t.concurrency"), places("""
                targets:
                  t:
                    endpoint: https://a.grafana.azure.com
                    orgId: &many 77
                    concurrency: *many
                    kind: self-hosted
                    auth: entra
                """));
    }

    @Test
    void refusesBadNames() {
        for (String name : List.of("Prod", "a_b", "-a", "a-", "a.b", "ü", "a/b", "x".repeat(64))) {
            String yaml = "targets: { '" + name + "': { endpoint: 'https://a.grafana.azure.com' } }";
            assertTrue(fault(yaml).message().contains("lower-case letters"), name);
        }
        assertEquals(
                1,
                read("targets: { " + "x".repeat(63) + ": { endpoint: 'https://a.grafana.azure.com' } }")
                        .targets()
                        .size());
    }

    @Test
    void aFaultyTargetIsStillATargetForThoseWhoNameIt() {
        assertEquals(List.of("1:17 targets.t.endpoint"), places("""
                targets: { t: { endpoint: 'ftp://x', kind: managed } }
                webhooks: { t: { secret: hmac } }
                """));
    }

    @Test
    void readsWebhooks() {
        Settings settings = read("""
                targets: { t: { endpoint: 'https://a.grafana.azure.com' }, u: { endpoint: 'https://b.grafana.azure.com' } }
                webhooks:
                  t: { secret: hmac }
                  u: { secret: hmac2, signatureHeader: X-Sig, timestampHeader: X-Time }
                """);

        assertEquals(
                new WebhookSettings("t", "hmac", "X-Grafana-Alerting-Signature", null),
                settings.webhook("t").orElseThrow());
        assertEquals(
                new WebhookSettings("u", "hmac2", "X-Sig", "X-Time"),
                settings.webhook("u").orElseThrow());
    }

    @Test
    void refusesUnusableWebhooks() {
        String target = "targets: { t: { endpoint: 'https://a.grafana.azure.com' } }\n";
        assertEquals("webhooks.t.secret", fault(target + "webhooks: { t: {} }").path());
        assertEquals(
                List.of("webhooks.t.signatureHeader", "webhooks.t.timestampHeader"),
                faults(target + "webhooks: { t: { secret: s, signatureHeader: 'X Sig', timestampHeader: 'X:T' } }")
                        .stream()
                        .map(Fault::path)
                        .toList());
        assertTrue(fault(target + "webhooks: { t: { secret: s, signatureHeader: X-A, timestampHeader: x-a } }")
                .message()
                .contains("another header"));
    }
}
