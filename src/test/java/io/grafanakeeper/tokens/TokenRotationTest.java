package io.grafanakeeper.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.settings.CredentialSettings;
import io.grafanakeeper.settings.GrafanaKey;
import io.grafanakeeper.settings.Role;
import io.grafanakeeper.settings.RotateWith;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenRotationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final RotationOrder API_KEY =
            new RotationOrder(RotationStand.credential(new GrafanaKey.ApiKey(Role.EDITOR)), false, null);

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void everyGrafanaGivesATokenWhateverItCallsThem(Flavour flavour) {
        try (RotationStand stand = new RotationStand(flavour)) {
            Rotation first = stand.rotate();
            assertEquals(Rotation.Outcome.ROTATED, first.outcome());
            assertEquals(flavour == Flavour.V7_5 ? "api-key" : "service-account", first.kind());
            stand.checkSecretWorks();
            SecretVersion version = stand.vault.now(RotationStand.SECRET).orElseThrow();
            assertEquals(RotationStand.START.plus(Duration.ofDays(30)), version.expires());
            assertEquals(stand.ours(), List.of(version.tags().get("grafana-token-name")));
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void anApiKeyIsAskedForAndAServiceAccountTokenComesWhereKeysAreGone(Flavour flavour) {
        try (RotationStand stand = new RotationStand(flavour)) {
            Rotation rotation = stand.rotate(API_KEY, () -> true);
            boolean makesKeys = flavour == Flavour.V7_5 || flavour == Flavour.V9_5;
            assertEquals(makesKeys ? "api-key" : "service-account", rotation.kind());
            stand.checkSecretWorks();
        }
    }

    @Test
    void aLegacyRouteThatRedirectsMeansServiceAccounts() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.grafana
                    .faults()
                    .intercept(exchange -> exchange.path().startsWith("/api/auth/keys")
                            ? Fault.status(301, "", Map.of("Location", "/api/serviceaccounts/tokens"))
                            : Fault.pass());
            assertEquals("service-account", stand.rotate(API_KEY, () -> true).kind());
        }
    }

    @Test
    void thePreviousTokenLivesThroughTheOverlapAndNoLonger() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.rotate();
            String old = stand.value();
            stand.clock.move(Duration.ofDays(23).plusSeconds(1));
            assertEquals(Rotation.Outcome.ROTATED, stand.rotate().outcome());
            assertNotEquals(old, stand.value());
            assertTrue(stand.grafana.accepts(old));
            stand.clock.move(Duration.ofHours(23));
            assertEquals(List.of(), stand.rotate().deleted());
            assertTrue(stand.grafana.accepts(old));
            stand.clock.move(Duration.ofHours(1));
            Rotation tidied = stand.rotate();
            assertEquals(Rotation.Outcome.NOT_DUE, tidied.outcome());
            assertEquals(1, tidied.deleted().size());
            assertFalse(stand.grafana.accepts(old));
            stand.checkSecretWorks();
        }
    }

    @Test
    void tokensOfOtherNamesAreNeverTouched() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            List<String> others = List.of("keeper-ci-2-1790000000", "keeper-ci-by-hand", "keeper-cinema-1790000000");
            stand.rotate();
            others.forEach(stand::orphan);
            List<String> before = stand.grafana.liveTokens();
            stand.clock.move(Duration.ofDays(25));
            stand.rotate();
            assertTrue(stand.grafana.liveTokens().containsAll(before));
        }
    }

    @Test
    void anOrphanOfAnEarlierRunIsDeletedByTheNext() {
        try (RotationStand stand = new RotationStand(Flavour.V9_5)) {
            stand.rotate();
            String orphan = "keeper-ci-1790000001";
            stand.orphan(orphan);
            assertTrue(stand.ours().contains(orphan));
            assertEquals(List.of(orphan), stand.rotate().deleted());
            assertEquals(1, stand.ours().size());
        }
    }

    @Test
    void aRequestForAVersionThatIsNoLongerCurrentDoesNothing() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.rotate();
            String seen = stand.vault.now(RotationStand.SECRET).orElseThrow().id();
            RotationOrder order = new RotationOrder(RotationStand.serviceAccount(), true, seen);
            assertEquals(
                    Rotation.Outcome.ROTATED, stand.rotate(order, () -> true).outcome());
            long before = stand.grafana.requests().total();
            assertEquals(
                    Rotation.Outcome.NOT_CURRENT,
                    stand.rotate(order, () -> true).outcome());
            assertEquals(before, stand.grafana.requests().total());
            assertEquals(2, stand.vault.versions(RotationStand.SECRET).size());
        }
    }

    @Test
    void aTokenThatGrafanaLostIsReplacedAtOnce() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.rotate();
            stand.grafana.revoke(stand.value());
            Rotation healed = stand.rotate();
            assertEquals(Rotation.Outcome.ROTATED, healed.outcome());
            assertEquals("Grafana refuses the token that the secret holds", healed.reason());
            stand.checkSecretWorks();
        }
    }

    @Test
    void aVersionWrittenByHandIsReplacedAndWhatItMayHoldLivesThroughTheOverlap() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.rotate();
            String first = stand.value();
            stand.clock.move(Duration.ofDays(1));
            stand.force();
            // Somebody rolls the secret back to the version before, as a hand on a portal does: without tags.
            stand.vault.put(RotationStand.SECRET, new NewSecret(first, Instant.MAX, Map.of("team", "web")));
            stand.clock.move(Duration.ofHours(1));
            assertEquals(Rotation.Outcome.ROTATED, stand.rotate().outcome());
            assertTrue(stand.grafana.accepts(first));
            SecretVersion now = stand.vault.now(RotationStand.SECRET).orElseThrow();
            assertEquals("web", now.tags().get("team"));
            stand.clock.move(Duration.ofDays(2));
            stand.rotate();
            assertFalse(stand.grafana.accepts(first));
            assertEquals(1, stand.ours().size());
        }
    }

    @Test
    void aLifetimeAboveTheServersMaximumIsRefusedWithTheMaximum() {
        FakeGrafana.Builder strict = FakeGrafana.builder().maxSecondsToLive(86_400);
        try (RotationStand stand = new RotationStand(strict, PATIENCE)) {
            ServiceException refused = assertThrows(ServiceException.class, stand::rotateAsServerAdmin);
            assertFalse(refused.retryable());
            String words = String.valueOf(refused.getMessage());
            assertTrue(words.contains("lifetime is PT720H"), words);
            assertTrue(words.contains("at most PT24H"), words);
            assertEquals(List.of(), stand.ours());
        }
    }

    @Test
    void theSecretExpiresWhenTheTokenReallyDoes() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.grafana.clampTokensTo(Duration.ofDays(10));
            stand.rotate();
            SecretVersion version = stand.vault.now(RotationStand.SECRET).orElseThrow();
            assertEquals(RotationStand.START.plus(Duration.ofDays(10)), version.expires());
        }
    }

    @Test
    void aTokenThatDoesNotWorkIsNotWrittenAndIsDeleted() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.grafana
                    .faults()
                    .intercept(exchange -> exchange.path().equals("/api/search")
                            ? Fault.status(401, "{\"message\":\"Unauthorized\"}", Map.of())
                            : Fault.pass());
            assertThrows(GrafanaException.Unauthorized.class, stand::rotate);
            assertEquals(List.of(), stand.vault.versions(RotationStand.SECRET));
            assertEquals(List.of(), stand.ours());
        }
    }

    @Test
    void aServerThatShortensTokensTooMuchIsToldAndNoTokenIsLeft() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.grafana.clampTokensTo(Duration.ofDays(5));
            ServiceException refused = assertThrows(ServiceException.class, stand::rotate);
            assertTrue(String.valueOf(refused.getMessage()).contains("only PT120H"), refused::toString);
            assertEquals(List.of(), stand.ours());
        }
    }

    @Test
    void aServerThatShortensTokensByLessThanHalfButTooMuchIsToldAndNoTokenIsLeft() {
        CredentialSettings early = lasting(Duration.ofDays(30), Duration.ofDays(20), Duration.ofDays(5));
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.grafana.clampTokensTo(Duration.ofDays(25));
            ServiceException refused = assertThrows(
                    ServiceException.class, () -> stand.rotate(new RotationOrder(early, false, null), () -> true));
            assertTrue(String.valueOf(refused.getMessage()).contains("only PT600H"), refused::toString);
            assertEquals(List.of(), stand.ours());
        }
    }

    @Test
    void aTokenWhoseEndIsOffByTheDifferenceOfTwoClocksIsNotShortened() {
        CredentialSettings tight = lasting(
                Duration.ofDays(30), Duration.ofDays(25), Duration.ofDays(5).minusMinutes(1));
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.grafana.clampTokensTo(Duration.ofDays(30).minusMinutes(4));
            assertEquals(
                    Rotation.Outcome.ROTATED,
                    stand.rotate(new RotationOrder(tight, false, null), () -> true)
                            .outcome());
        }
    }

    private static CredentialSettings lasting(Duration lifetime, Duration renewBefore, Duration overlap) {
        CredentialSettings usual = RotationStand.serviceAccount();
        return new CredentialSettings(
                usual.name(),
                usual.target(),
                usual.key(),
                usual.secret(),
                lifetime,
                renewBefore,
                overlap,
                usual.rotateWith());
    }

    @Test
    void aSecretThatWasDeletedCostsNobodyTheTokenInUse() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.rotate();
            String inUse = stand.value();
            stand.vault.delete(RotationStand.SECRET);
            assertThrows(ServiceException.class, stand::rotate);
            assertTrue(stand.grafana.accepts(inUse));
            stand.vault.purge(RotationStand.SECRET);
            assertEquals(Rotation.Outcome.ROTATED, stand.rotate().outcome());
            assertTrue(stand.grafana.accepts(inUse));
            stand.clock.move(Duration.ofDays(2));
            stand.rotate();
            assertFalse(stand.grafana.accepts(inUse));
        }
    }

    @Test
    void aTokenThatCouldNotRotateItselfIsNotWritten() {
        CredentialSettings self =
                RotationStand.credential(new GrafanaKey.ServiceAccount("ci", Role.VIEWER), new RotateWith.Self());
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            ServiceException refused = assertThrows(
                    ServiceException.class, () -> stand.rotate(new RotationOrder(self, false, null), () -> true));
            assertTrue(String.valueOf(refused.getMessage()).contains("needs the role Admin"), refused::toString);
            assertEquals(List.of(), stand.ours());
        }
    }

    @Test
    void anApiKeyFromBeforeAnUpgradeIsTidiedUpAfterIt() {
        try (RotationStand stand = new RotationStand(Flavour.V9_5)) {
            stand.rotate(API_KEY, () -> true);
            String key = stand.value();
            stand.grafana
                    .faults()
                    .intercept(exchange -> exchange.path().equals("/api/auth/keys")
                                    && exchange.method().equals("POST")
                            ? Fault.status(410, "this endpoint has been deprecated")
                            : Fault.pass());
            stand.clock.move(Duration.ofDays(24));
            assertEquals("service-account", stand.rotate(API_KEY, () -> true).kind());
            assertTrue(stand.grafana.accepts(key));
            stand.clock.move(Duration.ofDays(2));
            stand.rotate(API_KEY, () -> true);
            assertFalse(stand.grafana.accepts(key));
            stand.checkSecretWorks();
        }
    }

    @Test
    void keepsTheOldTokenWhenTheVaultRefuses() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.rotate();
            List<String> before = stand.ours();
            stand.clock.move(Duration.ofDays(25));
            stand.vault.spoil(new InMemoryVault.Spoiler() {
                @Override
                public <T> T read(Supplier<T> call) {
                    return call.get();
                }

                @Override
                public TokenVault.Written write(Runnable call) {
                    throw new ServiceException("Key Vault", "403 forbidden", false, null);
                }
            });
            assertThrows(ServiceException.class, stand::rotate);
            assertEquals(before, stand.ours());
            stand.checkSecretWorks();
        }
    }

    @Test
    void aDisabledServiceAccountIsToldAndNotEnabled() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.rotate();
            stand.grafana.disableServiceAccount("ci");
            // Found out without being forced: the token is listed as if nothing were wrong.
            ServiceException refused = assertThrows(ServiceException.class, stand::rotate);
            assertTrue(String.valueOf(refused.getMessage()).contains("disabled"));
        }
    }

    @Test
    void nothingShowsTheValueOfAToken() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            Rotation rotation = stand.rotate();
            SecretVersion version = stand.vault.now(RotationStand.SECRET).orElseThrow();
            for (Object shown : List.of(rotation, version, new NewSecret(version.value(), Instant.MAX, Map.of()))) {
                assertFalse(shown.toString().contains(version.value()), shown::toString);
            }
            assertFalse(version.tags().toString().contains(version.value()));
        }
    }

    @Test
    void aConsumerThatReadsTheSecretTwiceADayIsNeverRefusedInAHundredDays() {
        try (RotationStand stand = new RotationStand(Flavour.V11_6)) {
            stand.rotate();
            String cached = stand.value();
            int rotations = 0;
            for (int hour = 0; hour < 100 * 24; hour++) {
                if (hour % 12 == 5) {
                    cached = stand.value();
                }
                if (hour % 6 == 0 && stand.rotate().outcome() == Rotation.Outcome.ROTATED) {
                    rotations++;
                }
                int now = hour;
                assertTrue(stand.grafana.accepts(cached), () -> "refused in hour " + now);
                assertTrue(stand.ours().size() <= 2);
                stand.clock.move(Duration.ofHours(1));
            }
            assertEquals(4, rotations);
        }
    }
}
