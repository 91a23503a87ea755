package io.grafanakeeper.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the real {@code SecretClient}, challenge verification on, against the vault by its Azure host name. */
@SuppressWarnings("NullAway.Init") // set before each test
class FakeKeyVaultTest {
    private static final OffsetDateTime EXPIRY = OffsetDateTime.parse("2027-01-02T03:04:05Z");

    private FakeIdentity identity;
    private FakeKeyVault vault;
    private SecretClient client;

    @BeforeEach
    void start() throws IOException {
        identity = FakeIdentity.start();
        vault = FakeKeyVault.start(identity, Clock.systemUTC());
        client = AzureClients.secrets(vault, identity);
    }

    @AfterEach
    void stop() {
        vault.close();
        identity.close();
    }

    @Test
    void givesBackWhatWasSetWithItsExpiryTagsAndType() {
        KeyVaultSecret secret = new KeyVaultSecret("ci-token", "ünïcode \"value\"");
        secret.getProperties()
                .setExpiresOn(EXPIRY)
                .setContentType("application/vnd.grafana.token")
                .setTags(Map.of("grafana-token-id", "7"));
        String version = client.setSecret(secret).getProperties().getVersion();

        KeyVaultSecret read = client.getSecret("ci-token");
        assertEquals("ünïcode \"value\"", read.getValue());
        assertEquals(EXPIRY, read.getProperties().getExpiresOn());
        assertEquals("application/vnd.grafana.token", read.getProperties().getContentType());
        assertEquals(Map.of("grafana-token-id", "7"), read.getProperties().getTags());
        assertEquals(version, read.getProperties().getVersion());
        assertEquals(1, identity.given(FakeKeyVault.AUDIENCE));
        assertEquals(1, vault.count(VaultOperation.SET));
    }

    @Test
    void keepsOldVersionsReadableAndTakesTheNewestAsCurrent() {
        String first = vault.put("ci-token", "one").version();
        client.setSecret("CI-TOKEN", "two");
        assertEquals("two", client.getSecret("ci-token").getValue());
        assertEquals("one", client.getSecret("ci-token", first).getValue());
        assertEquals("two", vault.value("ci-token").orElseThrow());
        assertEquals(
                2, client.listPropertiesOfSecretVersions("ci-token").stream().count());
    }

    @Test
    void changesAttributesAndTagsWithoutANewVersion() {
        client.setSecret("ci-token", "one");
        SecretProperties properties = client.getSecret("ci-token").getProperties();
        client.updateSecretProperties(properties.setExpiresOn(EXPIRY).setTags(Map.of("retire-after", "now")));
        List<SecretVersion> versions = vault.versions("ci-token");
        assertEquals(1, versions.size());
        assertEquals(EXPIRY.toInstant(), versions.get(0).expires());
        assertEquals(Map.of("retire-after", "now"), versions.get(0).tags());
        assertEquals("one", versions.get(0).value());
    }

    @Test
    void refusesToReadADisabledSecretEvenIfAnOlderVersionIsEnabled() {
        vault.put("ci-token", "one");
        SecretProperties current =
                client.setSecret("ci-token", "two").getProperties().setEnabled(false);
        client.updateSecretProperties(current);
        assertRefused(403, "SecretDisabled", () -> client.getSecret("ci-token"));
        assertFalse(client.listPropertiesOfSecrets().stream()
                .findFirst()
                .orElseThrow()
                .isEnabled());
    }

    @Test
    void listsEveryPage() {
        for (int i = 0; i < 60; i++) {
            vault.put("secret-" + i, "value");
            vault.put("many", "value " + i);
        }
        assertEquals(
                61,
                client.listPropertiesOfSecrets().stream()
                        .map(SecretProperties::getName)
                        .distinct()
                        .count());
        assertEquals(3, vault.count(VaultOperation.LIST));
        assertEquals(
                60,
                client.listPropertiesOfSecretVersions("many").stream()
                        .map(SecretProperties::getVersion)
                        .distinct()
                        .count());
    }

    @Test
    void holdsTheNameOfADeletedSecretUntilItIsPurged() {
        client.setSecret("ci-token", "one");
        client.beginDeleteSecret("ci-token").waitForCompletion();
        assertThrows(ResourceNotFoundException.class, () -> client.getSecret("ci-token"));
        assertRefused(409, "ObjectIsDeletedButRecoverable", () -> client.setSecret("ci-token", "two"));
        assertEquals(1, client.listDeletedSecrets().stream().count());
        client.purgeDeletedSecret("ci-token");
        client.setSecret("ci-token", "two");
        assertEquals(1, vault.versions("ci-token").size());
    }

    @Test
    void recoversADeletedSecretWithItsVersions() {
        client.setSecret("ci-token", "one");
        client.setSecret("ci-token", "two");
        client.beginDeleteSecret("ci-token").waitForCompletion();
        client.beginRecoverDeletedSecret("ci-token").waitForCompletion();
        assertEquals("two", client.getSecret("ci-token").getValue());
        assertEquals(2, vault.versions("ci-token").size());
    }

    @Test
    void refusesWhatKeyVaultFindsTooLarge() {
        client.setSecret("ci-token", "x".repeat(25 * 1024));
        assertEquals(400, failure(() -> client.setSecret("ci-token", "x".repeat(25 * 1024 + 1))));
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < 16; i++) {
            tags.put("tag" + i, "value");
        }
        KeyVaultSecret tagged = new KeyVaultSecret("ci-token", "one");
        tagged.getProperties().setTags(tags);
        assertEquals(400, failure(() -> client.setSecret(tagged)));
        assertEquals(1, vault.versions("ci-token").size());
    }

    @Test
    void refusesSingleOperationsAsARoleAssignmentWould() {
        vault.put("ci-token", "one");
        vault.deny(VaultOperation.SET, VaultOperation.DELETE);
        assertEquals("one", client.getSecret("ci-token").getValue());
        assertRefused(403, "setSecret/action", () -> client.setSecret("ci-token", "two"));
        assertEquals(403, failure(() -> client.beginDeleteSecret("ci-token").poll()));
        vault.allowAll();
        client.setSecret("ci-token", "two");
    }

    @Test
    void throttlesAndTheSdkTriesAgain() {
        vault.put("ci-token", "one");
        vault.faults().times(1, FakeKeyVault.asks(VaultOperation.GET), Fault.throttled(Duration.ZERO));
        assertEquals("one", client.getSecret("ci-token").getValue());
        vault.intercept(VaultOperation.GET, Fault.throttled(Duration.ZERO));
        assertEquals(429, failure(() -> client.getSecret("ci-token")));
    }

    @Test
    void appliesASetWhoseAnswerIsLostAndTheSdksRetryMakesASecondVersion() {
        client.setSecret("other", "so that the client has its token");
        vault.faults().times(1, FakeKeyVault.asks(VaultOperation.SET), Fault.appliedThenReset());
        client.setSecret("ci-token", "one");
        assertEquals(2, vault.versions("ci-token").size());
        assertNotEquals(
                vault.versions("ci-token").get(0).version(),
                vault.versions("ci-token").get(1).version());
    }

    @Test
    void doesNothingWhenTheConnectionIsResetBefore() {
        vault.intercept(VaultOperation.SET, Fault.reset());
        assertThrows(RuntimeException.class, () -> client.setSecret("ci-token", "one"));
        assertTrue(vault.versions("ci-token").isEmpty());
        vault.faults().clear();
        assertNull(client.setSecret("ci-token", "one").getProperties().getExpiresOn());
    }

    @Test
    void challengesAnExpiredToken() {
        identity.lifetime(Duration.ofMinutes(-1));
        assertEquals(401, failure(() -> client.getSecret("ci-token")));
        assertEquals(0, vault.count(VaultOperation.GET));
    }

    @Test
    void hidesValuesWhenPrinted() {
        assertFalse(vault.put("ci-token", "s3cret").toString().contains("s3cret"));
    }

    private static void assertRefused(int status, String code, Runnable operation) {
        HttpResponseException refused = assertThrows(HttpResponseException.class, operation::run);
        assertEquals(status, refused.getResponse().getStatusCode());
        assertTrue(String.valueOf(refused.getMessage()).contains(code), refused.toString());
    }

    private static int failure(Runnable operation) {
        return assertThrows(HttpResponseException.class, operation::run)
                .getResponse()
                .getStatusCode();
    }
}
