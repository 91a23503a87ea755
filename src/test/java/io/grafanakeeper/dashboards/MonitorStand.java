package io.grafanakeeper.dashboards;

import io.grafanakeeper.MovableClock;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.runs.FreeLocks;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.NotedRuns;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.sandbox.AzureMonitor;
import io.grafanakeeper.sandbox.azure.FakeIdentity;
import io.grafanakeeper.sandbox.host.FunctionCalls;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsReader;
import io.grafanakeeper.settings.Target;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;

/** Serves the functions over a fake Azure Monitor, with targets for one resource group, for two, and for the subscription. */
final class MonitorStand implements AutoCloseable {
    final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T06:00:00Z"));
    final InMemoryBackupStore store = new InMemoryBackupStore();
    final AzureMonitor azure;
    private final FakeIdentity identity;
    private final FunctionCalls calls;

    MonitorStand() throws IOException {
        identity = FakeIdentity.start();
        azure = AzureMonitor.start(identity);
        azure.manager().putGroup("rg-a", "westeurope");
        azure.manager().putGroup("rg-b", "northeurope");
        azure.manager().putGroup("rg-c", "eastus");
        Settings settings = SettingsReader.read(
                "targets:\n" + azure.target("one", "rg-a") + azure.target("two", "rg-a", "rg-b") + azure.target("all"),
                "keeper.yaml");
        calls = new FunctionCalls(new DashboardFunctions(new DashboardTargets(
                new Targets(() -> settings),
                this::connection,
                store,
                new InMemoryRunStore(),
                NotedRuns.log(),
                new FreeLocks(true),
                clock)));
    }

    private Connection connection(Target target) {
        return azure.connection(Objects.requireNonNull(target.monitor()));
    }

    Said save(String target, String body) {
        return calls.call("POST", "targets/" + target + "/dashboards", body);
    }

    Said call(String method, String path) {
        return calls.call(method, "targets/" + path, method.equals("POST") ? "{}" : "");
    }

    @Override
    public void close() {
        calls.close();
        azure.close();
        identity.close();
    }
}
