package io.grafanakeeper.tokens;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.MovableClock;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.grafana.ServiceAccountsApi;
import io.grafanakeeper.runs.Lock;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.settings.CredentialSettings;
import io.grafanakeeper.settings.GrafanaKey;
import io.grafanakeeper.settings.Role;
import io.grafanakeeper.settings.RotateWith;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Sets up a Grafana, a vault and a clock for rotations of the credential {@code ci}. */
final class RotationStand implements AutoCloseable {
    static final String SECRET = "grafana-ci-token";
    static final Instant START = Instant.parse("2026-11-23T06:00:00Z");
    private static final Pattern OURS = Pattern.compile("keeper-ci-[0-9]+");
    private static final HttpClient HTTP = GrafanaClient.transport();

    final MovableClock clock = new MovableClock(START);
    final InMemoryVault vault = new InMemoryVault(clock);
    final FakeGrafana grafana;
    private final GrafanaClient client;

    RotationStand(Flavour flavour) {
        this(FakeGrafana.builder().flavour(flavour), Duration.ofSeconds(10));
    }

    /**
     * Sets up a stand.
     *
     * @param patience how long a request to Grafana may take
     */
    RotationStand(FakeGrafana.Builder builder, Duration patience) {
        grafana = builder.clock(clock).build().start();
        String admin = grafana.mintToken("admin", "Admin", null);
        client = new GrafanaClient(
                grafana.endpoint(),
                SecretCredential.bearer(() -> admin, Clock.systemUTC()),
                null,
                new Limits(4, null, patience, patience.multipliedBy(2), 1 << 20),
                HTTP,
                clock);
    }

    static CredentialSettings credential(GrafanaKey key) {
        return credential(key, new RotateWith.TargetAuth());
    }

    static CredentialSettings credential(GrafanaKey key, RotateWith rotateWith) {
        return new CredentialSettings(
                "ci", "demo", key, SECRET, Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1), rotateWith);
    }

    static CredentialSettings serviceAccount() {
        return credential(new GrafanaKey.ServiceAccount("ci", Role.VIEWER));
    }

    Rotation rotate() {
        return rotate(new RotationOrder(serviceAccount(), false, null), () -> true);
    }

    Rotation force() {
        return rotate(new RotationOrder(serviceAccount(), true, null), () -> true);
    }

    /** Rotates as the server's administrator, who may read the server's settings. */
    Rotation rotateAsServerAdmin() {
        GrafanaClient admin = client.as(SecretCredential.basic("admin", () -> "admin", Clock.systemUTC()));
        return rotate(new RotationOrder(serviceAccount(), false, null), admin, () -> true);
    }

    Rotation rotate(RotationOrder order, BooleanSupplier held) {
        return rotate(order, client, held);
    }

    private Rotation rotate(RotationOrder order, GrafanaClient by, BooleanSupplier held) {
        return new TokenRotation(vault, clock).rotate(order, by, new Lock() {
            @Override
            public boolean held() {
                return held.getAsBoolean();
            }

            @Override
            public void release() {
                // Nobody else wants it.
            }

            @Override
            public void abandon() {
                // Nobody else wants it.
            }
        });
    }

    /** Makes a token of the service account as a run does that dies right afterwards. */
    void orphan(String name) {
        ServiceAccountsApi accounts = new ServiceAccountsApi(client);
        accounts.createToken(accounts.find("ci").orElseThrow().id(), name, Duration.ofDays(30));
    }

    /** Returns the names of our tokens that live. */
    List<String> ours() {
        return grafana.liveTokens().stream()
                .filter(name -> OURS.matcher(name).matches())
                .toList();
    }

    String value() {
        return vault.now(SECRET).orElseThrow().value();
    }

    /** Checks that the secret, once there is one, holds a token that works. */
    void checkSecretWorks() {
        vault.now(SECRET)
                .ifPresent(version ->
                        assertTrue(grafana.accepts(version.value()), () -> version + " does not work at Grafana"));
    }

    @Override
    public void close() {
        grafana.close();
    }
}
