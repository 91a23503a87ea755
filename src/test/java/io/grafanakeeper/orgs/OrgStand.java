package io.grafanakeeper.orgs;

import io.grafanakeeper.MovableClock;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.runs.Lock;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.sandbox.host.FunctionCalls;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsReader;
import io.grafanakeeper.tokens.InMemoryVault;
import io.grafanakeeper.tokens.SecretVersion;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Serves the function over a fake Grafana with the user {@code u}, and a vault in memory. */
final class OrgStand implements AutoCloseable {
    /** The tutorial that every recorded Grafana was put through: an organisation, a user, a token, a dashboard. */
    static final String TUTORIAL = """
            {"name":"apiorg","users":[{"loginOrEmail":"u@x","role":"Viewer"}],\
            "token":{"name":"apikeycurl","role":"Admin","lifetime":"P30D","secret":"grafana-apiorg-token"},\
            "dashboards":[{"dashboard":{"id":null,"title":"Production Overview","tags":["templated"],"timezone":"browser",\
            "rows":[{}],"schemaVersion":6,"version":0},"overwrite":false}]}""";

    static final String SECRET = "grafana-apiorg-token";
    private static final HttpClient HTTP = GrafanaClient.transport();

    final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T06:00:00Z"));
    final InMemoryVault vault = new InMemoryVault(clock);
    final FakeGrafana grafana;
    private final FunctionCalls calls;
    private volatile BooleanSupplier held = () -> true;

    OrgStand(Flavour flavour) {
        this(flavour, Duration.ofSeconds(5));
    }

    /**
     * Sets up a stand.
     *
     * @param patience how long a request to Grafana may take
     */
    OrgStand(Flavour flavour, Duration patience) {
        grafana = FakeGrafana.builder().flavour(flavour).clock(clock).build().start();
        grafana.addUser("u", "u@x");
        Settings settings = SettingsReader.read("""
                targets:
                  lab:
                    endpoint: %s
                    auth: basic
                    user: admin
                    secret: lab-password
                  lab-token:
                    endpoint: %s
                    auth: token
                    secret: lab-token
                  cloud:
                    endpoint: https://my-grafana-abcd.cuse.grafana.azure.com
                credentials:
                  ci:
                    target: lab
                    serviceAccount: ci
                    secret: Grafana-CI-Token
                """.formatted(grafana.endpoint(), grafana.endpoint()), "keeper.yaml");
        GrafanaClient client = new GrafanaClient(
                grafana.endpoint(),
                SecretCredential.basic("admin", () -> "admin", Clock.systemUTC()),
                null,
                new Limits(4, null, patience, patience.multipliedBy(2), 1 << 24),
                HTTP,
                clock);
        OrgWork work = new OrgWork(target -> client, () -> settings, () -> vault, locks(), clock);
        calls = new FunctionCalls(new OrgFunctions(work, new Targets(() -> settings)));
    }

    Said setUp(String body) {
        return setUp("lab", body);
    }

    Said setUp(String target, String body) {
        return calls.call("POST", "targets/" + target + "/orgs", body);
    }

    /** Says whether the lock is held, whenever somebody looks. */
    void held(BooleanSupplier answer) {
        held = answer;
    }

    /** Returns what became of each part: the organisation, the first user, the token, the first dashboard. */
    static String states(Said said) {
        return said.status() + " " + said.at("/org/state") + " " + said.at("/users/0/state") + " "
                + said.at("/token/state") + " " + said.at("/dashboards/0/state");
    }

    Optional<SecretVersion> secret() {
        return vault.now(SECRET);
    }

    private Locks locks() {
        return name -> Optional.of(new Lock() {
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

    @Override
    public void close() {
        calls.close();
        grafana.close();
    }
}
