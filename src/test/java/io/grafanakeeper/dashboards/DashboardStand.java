package io.grafanakeeper.dashboards;

import io.grafanakeeper.MovableClock;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.runs.FreeLocks;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.NotedRuns;
import io.grafanakeeper.runs.RunLog;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.sandbox.host.FunctionCalls;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsReader;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Serves the functions over a fake Grafana, with the target {@code lab} for it. */
final class DashboardStand implements AutoCloseable {
    static final String TARGET = "lab";
    private static final HttpClient HTTP = GrafanaClient.transport();

    final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T06:00:00Z"));
    final InMemoryBackupStore store = new InMemoryBackupStore();
    final InMemoryRunStore runs = new InMemoryRunStore();
    final NotedRuns noted = new NotedRuns();
    final FakeGrafana grafana;
    private final FunctionCalls calls;

    DashboardStand(Flavour flavour) {
        grafana = FakeGrafana.builder().flavour(flavour).clock(clock).build().start();
        Settings settings = SettingsReader.read("""
                targets:
                  lab:
                    endpoint: %s
                    auth: token
                    secret: lab-token
                """.formatted(grafana.endpoint()), "keeper.yaml");
        calls = new FunctionCalls(new DashboardFunctions(new DashboardTargets(
                new Targets(() -> settings),
                target -> Connection.to(client()),
                store,
                runs,
                new RunLog(noted),
                new FreeLocks(true),
                clock)));
    }

    GrafanaClient client() {
        String token = grafana.mintToken("keeper", "Admin", null);
        return new GrafanaClient(
                grafana.endpoint(),
                SecretCredential.bearer(() -> token, Clock.systemUTC()),
                null,
                new Limits(4, null, Duration.ofSeconds(5), Duration.ofSeconds(10), 1 << 24),
                HTTP,
                clock);
    }

    Said save(String body) {
        return calls.call("POST", "targets/lab/dashboards", body);
    }

    Said call(String method, String path) {
        return calls.call(method, "targets/" + path, method.equals("POST") ? "{}" : "");
    }

    @Override
    public void close() {
        calls.close();
        grafana.close();
    }
}
