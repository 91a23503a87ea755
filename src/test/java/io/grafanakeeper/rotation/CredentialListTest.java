package io.grafanakeeper.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.MovableClock;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.CredentialSettings;
import io.grafanakeeper.settings.GrafanaKey;
import io.grafanakeeper.settings.Role;
import io.grafanakeeper.settings.RotateWith;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.tokens.InMemoryVault;
import io.grafanakeeper.tokens.NewSecret;
import io.grafanakeeper.tokens.TokenVault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CredentialListTest {
    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
    private static final Map<String, String> TAGS =
            Map.of("grafana-token-id", "7", "grafana-token-name", "keeper-ci-1");

    private final MovableClock clock = new MovableClock(NOW);
    private final InMemoryVault vault = new InMemoryVault(clock);
    private final InMemoryAttempts attempts = new InMemoryAttempts();

    @Test
    void tellsHowLongATokenStillLivesAndNeverItsValue() {
        put(Duration.ofDays(20), TAGS);
        ObjectNode json = list();
        JsonNode ci = json.path("credentials").path(0);
        assertEquals("ok", ci.path("state").asText());
        assertEquals(20, ci.path("daysLeft").asInt());
        assertEquals("v1", ci.path("version").asText());
        assertEquals("service-account", ci.path("kind").asText());
        assertFalse(json.toString().contains("glsa_canary"));
    }

    @Test
    void tellsEachState() {
        assertEquals("due", state());
        put(Duration.ofDays(20), Map.of());
        assertEquals("due", state());
        put(Duration.ofDays(5), TAGS);
        assertEquals("due", state());
        Map<String, String> overlapping = new HashMap<>(TAGS);
        overlapping.put("previous-token-id", "6");
        overlapping.put("retire-after", "2026-11-24T06:00:00Z");
        put(Duration.ofDays(20), overlapping);
        assertEquals("overlap until 2026-11-24T06:00:00Z", state());
        attempts.record("ci", new Attempt("run", NOW, "Grafana is away"));
        assertEquals("failing: Grafana is away", state());
        attempts.record("ci", new Attempt("run", NOW, null));
        clock.move(Duration.ofDays(2));
        assertEquals("ok", state());
        clock.move(Duration.ofDays(18));
        assertEquals("expired", state());
    }

    @Test
    void aSecretThatMayNotBeReadIsFailingAndAVaultThatIsAwayFailsTheAnswer() {
        refuseWith(new ServiceException("Key Vault", "403 forbidden", false, null));
        assertEquals("failing: Key Vault: 403 forbidden", state());
        refuseWith(new ServiceException("Key Vault", "503", true, null));
        assertThrows(ServiceException.class, this::list);
    }

    private void refuseWith(ServiceException refusal) {
        vault.spoil(new InMemoryVault.Spoiler() {
            @Override
            public <T> T read(Supplier<T> call) {
                throw refusal;
            }

            @Override
            public TokenVault.Written write(Runnable call) {
                throw refusal;
            }
        });
    }

    private void put(Duration left, Map<String, String> tags) {
        vault.put("grafana-ci-token", new NewSecret("glsa_canary", NOW.plus(left), tags));
    }

    private String state() {
        return list().path("credentials").path(0).path("state").asText();
    }

    private ObjectNode list() {
        CredentialSettings ci = new CredentialSettings(
                "ci",
                "demo",
                new GrafanaKey.ServiceAccount("ci", Role.VIEWER),
                "grafana-ci-token",
                Duration.ofDays(30),
                Duration.ofDays(7),
                Duration.ofDays(1),
                new RotateWith.TargetAuth());
        Settings settings = new Settings(Map.of(), Map.of("ci", ci), Map.of(), Map.of());
        return new CredentialList(() -> settings, () -> vault, attempts, clock).json();
    }
}
