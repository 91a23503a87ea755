package io.grafanakeeper.settings;

import static io.grafanakeeper.settings.Reading.fault;
import static io.grafanakeeper.settings.Reading.faults;
import static io.grafanakeeper.settings.Reading.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretShapeTest {
    private static final String CANARY = "CANARYcanary";

    /** None of these is real; each holds the canary. */
    private static final List<String> SECRETS = List.of(
            "glsa_" + CANARY + "0123456789012345678901_0a1b2c3d",
            "glc_" + CANARY + "0123456789",
            "eyJrIjoi" + CANARY + "T0tTcGRtVGZ4",
            "eyJhbGciOiJSUzI1NiJ9." + CANARY + ".c2ln",
            "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + CANARY + "==;EndpointSuffix=core.windows.net",
            "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=k;SharedAccessKey=" + CANARY,
            "BlobEndpoint=https://a.blob.core.windows.net;SharedAccessSignature=sv=2024&sig=" + CANARY,
            "https://a.blob.core.windows.net/c/b?sv=2024-01-01&sig=" + CANARY + "%3D",
            "https://admin:" + CANARY + "@grafana.example/",
            "abc8Q~" + CANARY + "~ABCDEFGHIJKLMNOPQRSTUV",
            "https://hooks.slack.com/services/T0/B0/" + CANARY,
            "-----BEGIN PRIVATE KEY-----" + CANARY);

    private static final List<String> HARMLESS = List.of(
            "00000000-0000-0000-0000-000000000000",
            "ce34e7e5-485f-4d76-964f-b3d2b16d1e4f/.default",
            "https://my-grafana-abcd.cuse.grafana.azure.com:443/path",
            "UseDevelopmentStorage=true",
            "sum by (service) (increase(errors_total{path=~\"/api/.*\"}[1d]))",
            "http://[::1]:3000",
            "now-1d/d",
            "Team A/Basic Infrastructure",
            "design=1",
            "grafana-ci-token",
            "mailto:someone@example.com",
            "time: 12:30 @ home");

    @Test
    void knowsTheShapesOfSecrets() {
        SECRETS.forEach(secret -> assertTrue(SecretShape.looksLikeSecret(secret), secret));
        HARMLESS.forEach(text -> assertFalse(SecretShape.looksLikeSecret(text), text));
    }

    @Test
    void tellsRandomTextsFromNames() {
        assertTrue(SecretShape.looksRandom("0123456789abcdef0123456789abcdef"));
        assertTrue(SecretShape.looksRandom("Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MEFCQ0RFRkdISUo="));
        assertFalse(SecretShape.looksRandom("00000000-0000-0000-0000-000000000000"));
        assertFalse(SecretShape.looksRandom("grafana-production-westeurope-terraform-token-for-2026"));
        assertFalse(SecretShape.looksRandom("Grafana-Production-WestEurope-Terraform-Token-For-2026"));
    }

    @Test
    void refusesASecretWhereverItStandsAndNeverRepeatsIt() {
        for (String secret : SECRETS) {
            for (String yaml : List.of(
                    target("endpoint: '%s'"),
                    target("endpoint: 'https://a.grafana.azure.com', auth: '%s'"),
                    target("endpoint: 'https://a.grafana.azure.com', auth: token, secret: '%s'"),
                    target("endpoint: 'https://a.grafana.azure.com', kind: '%s'"),
                    target("endpoint: 'https://a.grafana.azure.com', notify: '%s'"),
                    target("endpoint: 'https://a.grafana.azure.com', '%s': 1"),
                    target("endpoint: 'https://a.grafana.azure.com', '%s': { password: x }"),
                    target("endpoint: 'https://a.grafana.azure.com', backup: { folders: { only: ['%s'] } }"),
                    target("endpoint: 'https://a.grafana.azure.com', concurrency: { a: [{ b: '%s' }] }"),
                    target("endpoint: 'https://a.grafana.azure.com'") + "credentials: { c: { target: '%s' } }",
                    target("endpoint: 'https://a.grafana.azure.com'") + "queries: { '%s': { schedule: x } }",
                    target("endpoint: 'https://a.grafana.azure.com'")
                            + "queries: { q: { queries: [{ refId: A, expr: '%s' }] } }",
                    target("endpoint: 'https://a.grafana.azure.com'")
                            + "queries: { q: { panel: { variables: { key: ['%s'] } } } }",
                    target("endpoint: 'https://a.grafana.azure.com'") + "webhooks: { '%s': { secret: s } }",
                    "'%s': 1",
                    "'%s'")) {
                SettingsException e = assertThrows(
                        SettingsException.class, () -> read(yaml.formatted(secret)), () -> yaml.formatted(secret));
                assertFalse(String.valueOf(e.getMessage()).contains(CANARY), e::getMessage);
                assertTrue(String.valueOf(e.getMessage()).contains("Key Vault"), e::getMessage);
            }
        }
    }

    @Test
    void saysNothingElseAboutARefusedSetting() {
        Fault fault = fault(target("endpoint: 'https://a.grafana.azure.com', apiToken: hunter2"));

        assertEquals("targets.t.apiToken", fault.path());
        assertTrue(fault.message().contains("set 'secret' to that secret's name"), fault::toString);
        assertFalse(fault.toString().contains("hunter2"));
    }

    @Test
    void refusesSettingsWhoseNamesSaySecret() {
        for (String key : List.of(
                "password",
                "adminPassword",
                "token",
                "service_account_token",
                "key",
                "apiKey",
                "api-key",
                "clientSecret",
                "connectionString",
                "sas",
                "sasToken",
                "accountKey",
                "Authorization")) {
            Fault fault = fault(target("endpoint: 'https://a.grafana.azure.com', " + key + ": hunter2"));
            assertTrue(fault.message().contains("by its name"), fault::toString);
            assertFalse(fault.toString().contains("hunter2"), fault::toString);
        }
    }

    @Test
    void refusesAValueWhereTheNameOfASecretIsWanted() {
        for (String value : List.of(
                "p@ss word!",
                "0123456789abcdef0123456789ABCDEF",
                "Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MEFCQ0RFRkdISUo",
                "https://v.vault.azure.net/secrets/name")) {
            Fault fault = fault(target("endpoint: 'http://lab', secret: '" + value + "'"));
            assertEquals("targets.t.secret", fault.path());
            assertFalse(fault.toString().contains(value), fault::toString);
        }
    }

    @Test
    void leavesTheKeysOfDataSourcesAndDashboardsAlone() {
        String query = "queries: { q: { target: t, schedule: '0 0 6 * * *', window: { from: now-1d, to: now }, %s } }";
        String target = target("endpoint: 'https://a.grafana.azure.com'");

        read(target
                + query.formatted(
                        "queries: [{ refId: A, key: Q-1, token: x, uid: 0123456789abcdef0123456789abcdef }]"));
        read(target
                + query.formatted(
                        "panel: { dashboard: 0123456789abcdef0123456789abcdef, id: 1, variables: { key: a } }"));
        assertEquals(
                List.of("queries.q.queries[0].basicAuthPassword"),
                faults(target + query.formatted("queries: [{ refId: A, basicAuthPassword: hunter2 }]")).stream()
                        .map(Fault::path)
                        .toList());
    }

    @Test
    void takesLinearTimeOnLongTexts() {
        for (String part : List.of("a", "glsa", "eyJ", "://", "://:", "8Q", "-----BEGIN ", "AB-", "sig=")) {
            String text = part.repeat((1 << 20) / part.length());
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                boolean unused = SecretShape.looksLikeSecret(text) || SecretShape.looksRandom(text);
            });
        }
    }

    private static String target(String lines) {
        return "targets: { t: { " + lines + " } }\n";
    }
}
