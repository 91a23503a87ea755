package io.grafanakeeper.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.azure.FakeIdentity;
import io.grafanakeeper.sandbox.azure.FakeKeyVault;
import io.grafanakeeper.sandbox.azure.Fault;
import io.grafanakeeper.sandbox.azure.VaultOperation;
import io.grafanakeeper.settings.AppSettings;
import io.grafanakeeper.tokens.NewSecret;
import io.grafanakeeper.tokens.SecretVersion;
import io.grafanakeeper.tokens.TokenVault.Written;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before each test
class KeyVaultTest {
    private static final String NAME = "grafana-ci-token";
    private static final NewSecret SECRET = new NewSecret(
            "glsa_canary", Instant.parse("2026-12-23T06:00:00Z"), Map.of("grafana-token-id", "7", "team", "web"));

    private FakeIdentity identity;
    private FakeKeyVault fake;
    private KeyVault vault;

    @BeforeEach
    void start() throws IOException {
        identity = FakeIdentity.start();
        fake = FakeKeyVault.start(identity, Clock.systemUTC());
        Map<String, String> settings = Map.of("KEY_VAULT_URI", fake.uri().toString());
        vault = new AzureServices(new AppSettings(settings::get)).keyVault(identity.credential());
    }

    @AfterEach
    void stop() {
        fake.close();
        identity.close();
    }

    @Test
    void readsBackWhatItWrote() {
        assertTrue(vault.current(NAME).isEmpty());
        assertEquals(Written.YES, write());
        SecretVersion version = vault.current(NAME).orElseThrow();
        assertEquals(SECRET.value(), version.value());
        assertEquals(SECRET.expires(), version.expires());
        assertEquals(SECRET.tags(), version.tags());
        assertEquals(List.of(SECRET.tags()), vault.tagsOfAllVersions(NAME));
    }

    @Test
    void writesOneVersionWhenTheAnswerIsLost() {
        warm();
        fake.intercept(VaultOperation.SET, Fault.appliedThenReset());
        assertEquals(Written.UNKNOWN, write());
        assertEquals(1, fake.versions(NAME).size());
        assertEquals(SECRET.value(), vault.current(NAME).orElseThrow().value());
    }

    @Test
    void leavesItOpenWhetherAWriteWasDoneThatWasAnsweredWithAnError() {
        warm();
        fake.intercept(VaultOperation.SET, Fault.status(500, "{}"));
        assertEquals(Written.UNKNOWN, write());
        assertEquals(1, fake.faults().spoiled());
    }

    @Test
    void waitsAsLongAsAThrottledVaultAsks() {
        warm();
        fake.faults().times(1, FakeKeyVault.asks(VaultOperation.SET), Fault.throttled(Duration.ofSeconds(1)));
        long before = System.nanoTime();
        assertEquals(Written.YES, write());
        assertTrue(System.nanoTime() - before >= Duration.ofSeconds(1).toNanos());
        assertEquals(1, fake.versions(NAME).size());
    }

    @Test
    void sendsNothingMoreOnceTheLockIsLost() {
        warm();
        fake.intercept(VaultOperation.SET, Fault.throttled(Duration.ZERO));
        AtomicInteger asked = new AtomicInteger();
        ServiceException lost = assertThrows(
                ServiceException.class, () -> vault.write(NAME, SECRET, () -> asked.incrementAndGet() < 3));
        assertTrue(lost.retryable());
        assertEquals(2, fake.faults().spoiled());
    }

    @Test
    void tellsTheWayOutWhenADeletedSecretHoldsTheName() {
        fake.put(NAME, "old");
        vault.requireFree("another-name");
        fake.delete(NAME);
        assertTrue(vault.current(NAME).isEmpty());
        for (ServiceException refused : List.of(
                assertThrows(ServiceException.class, () -> vault.requireFree(NAME)),
                assertThrows(ServiceException.class, this::write))) {
            assertFalse(refused.retryable());
            assertTrue(String.valueOf(refused.getMessage()).contains("az keyvault secret recover"));
        }
    }

    @Test
    void triesAgainLaterWhatIsJustBeingDeletedOrRecovered() {
        warm();
        for (String code : List.of("ObjectIsBeingRecovered", "ObjectIsBeingDeleted")) {
            fake.faults().clear();
            fake.intercept(
                    VaultOperation.SET,
                    Fault.status(
                            409, "{\"error\":{\"code\":\"Conflict\",\"innererror\":{\"code\":\"" + code + "\"}}}"));
            ServiceException busy = assertThrows(ServiceException.class, this::write);
            assertTrue(busy.retryable(), busy::toString);
            assertTrue(String.valueOf(busy.getMessage()).contains("nothing was written"), busy::toString);
        }
    }

    @Test
    void goesOnWhereAVaultCannotTellOfDeletedSecretsButNotWhereItIsAway() {
        warm();
        for (int status : List.of(400, 403, 405, 409, 501)) {
            fake.faults().clear();
            fake.intercept(VaultOperation.GET_DELETED, Fault.status(status, "{\"error\":{\"code\":\"NotSupported\"}}"));
            vault.requireFree(NAME);
        }
        for (int status : List.of(429, 503)) {
            fake.faults().clear();
            fake.intercept(VaultOperation.GET_DELETED, Fault.status(status, "{}"));
            assertTrue(assertThrows(ServiceException.class, () -> vault.requireFree(NAME))
                    .retryable());
        }
    }

    @Test
    void asksForTheRoleThatIsMissing() {
        warm();
        fake.deny(VaultOperation.SET, VaultOperation.GET_DELETED);
        vault.requireFree(NAME);
        ServiceException refused = assertThrows(ServiceException.class, this::write);
        assertFalse(refused.retryable());
        assertTrue(String.valueOf(refused.getMessage()).contains("Key Vault Secrets Officer"));
    }

    @Test
    void saysThatTheCurrentVersionIsDisabled() {
        String version = fake.put(NAME, "value").version();
        fake.disable(NAME, version);
        ServiceException refused = assertThrows(ServiceException.class, () -> vault.current(NAME));
        assertFalse(refused.retryable());
        assertTrue(String.valueOf(refused.getMessage()).contains("is disabled"));
    }

    @Test
    void readsThePreviousValueTooForSomeTimeAfterASecretWasReplaced() {
        Instant now = Instant.now();
        assertEquals(List.of(), vault.readWhileReplaced(NAME, Duration.ofDays(1), now));
        String oldest = fake.put(NAME, "one").version();
        assertEquals(List.of("one"), vault.readWhileReplaced(NAME, Duration.ofDays(1), now));
        String previous = fake.put(NAME, "two").version();
        fake.disable(NAME, oldest);
        fake.put(NAME, "three");
        assertEquals(List.of("three", "two"), vault.readWhileReplaced(NAME, Duration.ofDays(1), now));
        assertEquals(List.of("three"), vault.readWhileReplaced(NAME, Duration.ofDays(1), now.plus(Duration.ofDays(2))));
        fake.disable(NAME, previous);
        assertEquals(List.of("three"), vault.readWhileReplaced(NAME, Duration.ofDays(1), now));
        fake.deny(VaultOperation.LIST_VERSIONS);
        assertEquals(List.of("three"), vault.readWhileReplaced(NAME, Duration.ofDays(1), now));
    }

    @Test
    void tellsALostAnswerFromOneThatCannotBeRead() {
        fake.put(NAME, "value");
        warm();
        for (Fault lost : List.of(Fault.reset(), Fault.cutBody(), Fault.cutChunks())) {
            fake.faults().clear();
            fake.intercept(VaultOperation.GET, lost);
            ServiceException unanswered = assertThrows(ServiceException.class, () -> vault.current(NAME));
            assertTrue(unanswered.retryable());
            assertTrue(
                    String.valueOf(unanswered.getMessage()).startsWith("Key Vault: no answer: "),
                    () -> stack(unanswered));
        }
    }

    @Test
    void quotesNothingOfAnAnswerThatIsCutShort() {
        saysNothingButThatTheAnswerCannotBeRead("{\"value\":\"canary-7c1f\",\"id\":\"" + fake.uri() + "/secr");
    }

    @Test
    void quotesNothingOfAnAnswerWhoseFieldIsOfAnotherType() {
        saysNothingButThatTheAnswerCannotBeRead("{\"value\":\"canary-7c1f\",\"id\":\"" + fake.uri() + "/secrets/" + NAME
                + "/1\",\"attributes\":{\"enabled\":true,\"exp\":\"canary-7c1f\"}}");
    }

    @Test
    void triesAgainLaterWhatTheSdkChokesOnAndQuotesNothingOfIt() {
        warm();
        String expiry = "{\"value\":\"canary-7c1f\",\"attributes\":{\"exp\":99999999999999999}}";
        for (String body : List.of(expiry, "{}", "null", "")) {
            fake.faults().clear();
            fake.intercept(VaultOperation.GET, Fault.status(200, body));
            ServiceException unusable = assertThrows(ServiceException.class, () -> vault.current(NAME));
            assertTrue(
                    String.valueOf(unusable.getMessage()).startsWith("Key Vault: an answer that cannot be used"),
                    () -> stack(unusable));
            assertTrue(unusable.retryable());
            assertFalse(stack(unusable).contains("canary"), () -> stack(unusable));
        }
    }

    @Test
    void quotesNothingOfATokenEndpointsAnswerThatIsCutShort() {
        identity.faults()
                .when(call -> true, Fault.status(200, "{\"access_token\":\"canary-7c1f\",\"expires_on\":\"17"));
        ServiceException refused = assertThrows(ServiceException.class, () -> vault.current(NAME));
        assertFalse(stack(refused).contains("canary"), () -> stack(refused));
    }

    private void saysNothingButThatTheAnswerCannotBeRead(String body) {
        warm();
        fake.intercept(VaultOperation.GET, Fault.status(200, body));
        ServiceException unreadable = assertThrows(ServiceException.class, () -> vault.current(NAME));
        assertEquals("Key Vault: an answer that cannot be read", unreadable.getMessage());
        assertTrue(unreadable.retryable());
        assertFalse(stack(unreadable).contains("canary"), () -> stack(unreadable));
    }

    /** Returns what a log shows of a failure, its causes and what they suppress included. */
    private static String stack(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Reads once, so that the challenge and the token are there. */
    private void warm() {
        assertTrue(vault.current("warm").isEmpty());
    }

    private Written write() {
        return vault.write(NAME, SECRET, () -> true);
    }
}
