package io.grafanakeeper.sandbox;

import io.grafanakeeper.sandbox.azure.Azurite;
import io.grafanakeeper.sandbox.azure.FakeAppInsights;
import io.grafanakeeper.sandbox.azure.FakeIdentity;
import io.grafanakeeper.sandbox.azure.FakeKeyVault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds the stand-ins for Azure and starts the app against them, as often as asked: one after a kill, or two side by side. */
public final class Stage implements AutoCloseable {
    /** The name of the Key Vault secret with the token for the target {@code demo}. */
    public static final String TOKEN_SECRET = "demo-grafana-token";

    private static final String ONCE_A_YEAR = "0 0 0 1 1 *";

    private final FakeIdentity identity;
    private final FakeKeyVault vault;
    private final FakeAppInsights telemetry;
    private final Azurite storage;
    private final Path folder;
    private final List<AppProcess> apps = new ArrayList<>();
    private @Nullable AzureMonitor monitor;

    private Stage(FakeIdentity identity, FakeKeyVault vault, FakeAppInsights telemetry, Azurite storage, Path folder) {
        this.identity = identity;
        this.vault = vault;
        this.telemetry = telemetry;
        this.storage = storage;
        this.folder = folder;
    }

    /**
     * Starts the stand-ins.
     *
     * @param folder takes logs and what has to be written
     */
    public static Stage start(Path folder) throws IOException {
        FakeIdentity identity = FakeIdentity.start();
        FakeKeyVault vault = FakeKeyVault.start(identity, Clock.systemUTC());
        return new Stage(identity, vault, FakeAppInsights.start(identity), Azurite.start(), folder);
    }

    /** Returns the configuration that has one target {@code demo}, authenticated with the token in Key Vault. */
    public static String demo(URI grafana, String more) {
        return "targets:\n  demo:\n    endpoint: " + grafana + "\n    auth: token\n    secret: " + TOKEN_SECRET + "\n"
                + more;
    }

    /** Starts the app with a configuration on a free port. */
    public AppProcess app(String configuration, String... jvm) throws IOException {
        return app(configuration, 0, null, List.of(jvm));
    }

    /** Starts the app with a configuration on a port, 0 for a free one. */
    public AppProcess app(String configuration, int port, @Nullable URI outside, List<String> jvm) throws IOException {
        List<String> options = new ArrayList<>(jvm);
        options.add("-Dhost.port=" + port);
        options.addAll(network(outside));
        AppProcess app =
                AppProcess.start(options, settings(configuration), folder.resolve("app-" + apps.size() + ".log"));
        apps.add(app);
        return app;
    }

    /**
     * Returns the options of a JVM that reaches this stage by Azure's names.
     *
     * @param outside a host to reach beside it, or null
     */
    public List<String> network(@Nullable URI outside) throws IOException {
        return Network.prepare(folder, outside).options();
    }

    /** Returns the app settings that make an app use this stage. */
    public Map<String, String> settings(String configuration) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(identity.env());
        settings.putAll(telemetry.env());
        settings.putAll(storage.env("AzureWebJobsStorage"));
        settings.putAll(storage.env("BackupStorage"));
        settings.put("KEY_VAULT_URI", vault.uri().toString());
        settings.put("KEEPER_CONFIG", configuration);
        if (monitor != null) {
            settings.put("ARM_ENDPOINT", monitor.manager().uri().toString());
        }
        // Once a year: whoever counts backups must not be surprised by the clock. The host's admin route runs it at
        // once.
        settings.put("BACKUP_SCHEDULE", ONCE_A_YEAR);
        settings.put("ROTATION_SCHEDULE", ONCE_A_YEAR);
        settings.put("QUERY_SCHEDULE", ONCE_A_YEAR);
        return settings;
    }

    /** Returns Azure Monitor, started with the first call; apps started after that use it. */
    public AzureMonitor monitor() throws IOException {
        if (monitor == null) {
            monitor = AzureMonitor.start(identity);
        }
        return monitor;
    }

    /** Returns the managed-identity endpoint. */
    public FakeIdentity identity() {
        return identity;
    }

    /** Returns the Key Vault. */
    public FakeKeyVault vault() {
        return vault;
    }

    /** Returns the Application Insights resource. */
    public FakeAppInsights telemetry() {
        return telemetry;
    }

    /** Returns the storage account. */
    public Azurite storage() {
        return storage;
    }

    @Override
    public void close() {
        apps.forEach(AppProcess::close);
        if (monitor != null) {
            monitor.close();
        }
        storage.close();
        telemetry.close();
        vault.close();
        identity.close();
    }
}
