package io.grafanakeeper.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grafanakeeper.MovableClock;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.runs.FreeLocks;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.NotedRuns;
import io.grafanakeeper.runs.RunState;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.CredentialSettings;
import io.grafanakeeper.settings.GrafanaKey;
import io.grafanakeeper.settings.Role;
import io.grafanakeeper.settings.RotateWith;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.tokens.InMemoryVault;
import io.grafanakeeper.tokens.NewSecret;
import io.grafanakeeper.tokens.TokenVault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class RotationWorkTest {
    private static final Logger LOG = Logger.getLogger(RotationWorkTest.class.getName());
    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
    private static final CredentialSettings CI = new CredentialSettings(
            "ci",
            "demo",
            new GrafanaKey.ServiceAccount("ci", Role.VIEWER),
            "grafana-ci-token",
            Duration.ofDays(30),
            Duration.ofDays(7),
            Duration.ofDays(1),
            new RotateWith.TargetAuth());

    private final MovableClock clock = new MovableClock(NOW);
    private final InMemoryVault vault = new InMemoryVault(clock);
    private final InMemoryRunStore runs = new InMemoryRunStore();
    private final InMemoryAttempts attempts = new InMemoryAttempts();
    private final RotationWork work = work();

    @Test
    void forgetsTheErrorOfAnAttemptThatWroteTheSecretAllTheSame() {
        put("one");
        RotationMessage message = work.queue(CI, true);
        awayAfterTheWriteOf("two");
        assertThrows(ServiceException.class, () -> work.work(message.write(), LOG));
        assertNotNull(last().error());
        vault.spoil(InMemoryVault.Spoiler.NONE);

        work.work(message.write(), LOG);
        assertEquals(RunState.SUCCEEDED, runs.run(message.run().id()).state());
        assertEquals(message.run().id(), last().run());
        assertNull(last().error());
    }

    @Test
    void keepsTheErrorOfAnotherRunWhenThereIsNothingToDo() {
        put("one");
        RotationMessage message = work.queue(CI, true);
        put("two");
        Attempt failed = new Attempt("20261123T050000Z-00000001", NOW, "Grafana is away");
        attempts.record("ci", failed);
        work.work(message.write(), LOG);
        assertEquals(failed, last());
    }

    private Attempt last() {
        return attempts.last("ci").orElseThrow();
    }

    private void put(String value) {
        vault.put(CI.secret(), new NewSecret(value, NOW.plus(Duration.ofDays(20)), Map.of()));
    }

    /** Writes a version whose writer does not hear of it, nor of anything else. */
    private void awayAfterTheWriteOf(String value) {
        put(value);
        vault.spoil(new InMemoryVault.Spoiler() {
            @Override
            public <T> T read(Supplier<T> call) {
                throw new ServiceException("Key Vault", "503", true, null);
            }

            @Override
            public TokenVault.Written write(Runnable call) {
                throw new ServiceException("Key Vault", "503", true, null);
            }
        });
    }

    private RotationWork work() {
        GrafanaClient nobody = new GrafanaClient(
                URI.create("http://127.0.0.1:1"),
                SecretCredential.bearer(() -> "none", clock),
                null,
                Limits.of(1, null),
                GrafanaClient.transport(),
                clock);
        Settings settings = new Settings(Map.of(), Map.of("ci", CI), Map.of(), Map.of());
        JobRunner runner = new JobRunner(runs, NotedRuns.log(), clock);
        return new RotationWork(
                () -> settings, credential -> nobody, () -> vault, new FreeLocks(true), runner, attempts, clock);
    }
}
