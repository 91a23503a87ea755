package io.grafanakeeper;

import com.azure.core.credential.TokenCredential;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.azure.AzureServices;
import io.grafanakeeper.azure.BlobAttemptLog;
import io.grafanakeeper.azure.BlobBackupStore;
import io.grafanakeeper.azure.BlobExports;
import io.grafanakeeper.azure.BlobImports;
import io.grafanakeeper.azure.BlobInboxStore;
import io.grafanakeeper.azure.BlobLocks;
import io.grafanakeeper.azure.BlobOnce;
import io.grafanakeeper.azure.BlobResults;
import io.grafanakeeper.azure.BlobRunStore;
import io.grafanakeeper.azure.EntraCredential;
import io.grafanakeeper.azure.KeyVault;
import io.grafanakeeper.backup.BackupFunctions;
import io.grafanakeeper.backup.BackupNotice;
import io.grafanakeeper.backup.BackupWork;
import io.grafanakeeper.backup.CatalogFunctions;
import io.grafanakeeper.compare.CompareFunctions;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.dashboards.DashboardFunctions;
import io.grafanakeeper.dashboards.DashboardTargets;
import io.grafanakeeper.downloads.DownloadStore;
import io.grafanakeeper.events.EventFunctions;
import io.grafanakeeper.events.EventWork;
import io.grafanakeeper.events.Inbox;
import io.grafanakeeper.events.Webhooks;
import io.grafanakeeper.export.ExportFunctions;
import io.grafanakeeper.export.ImportFunctions;
import io.grafanakeeper.export.ImportStore;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.http.HttpsPost;
import io.grafanakeeper.notices.Notifier;
import io.grafanakeeper.openapi.OpenApiFunctions;
import io.grafanakeeper.orgs.OrgFunctions;
import io.grafanakeeper.orgs.OrgWork;
import io.grafanakeeper.queries.QueryFunctions;
import io.grafanakeeper.queries.QueryList;
import io.grafanakeeper.queries.QueryWork;
import io.grafanakeeper.queries.ResultFunctions;
import io.grafanakeeper.queries.ResultStore;
import io.grafanakeeper.restore.RestoreFunctions;
import io.grafanakeeper.restore.RestoreWork;
import io.grafanakeeper.retention.RetentionFunctions;
import io.grafanakeeper.retention.RetentionJob;
import io.grafanakeeper.rotation.AttemptLog;
import io.grafanakeeper.rotation.CredentialList;
import io.grafanakeeper.rotation.RotationFunctions;
import io.grafanakeeper.rotation.RotationWork;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.PoisonFunctions;
import io.grafanakeeper.runs.RunFunctions;
import io.grafanakeeper.runs.RunLog;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.settings.AppSettings;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsSource;
import io.grafanakeeper.targets.TargetFunctions;
import io.grafanakeeper.telemetry.AppInsights;
import io.grafanakeeper.verify.VerifyFunctions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Holds the objects of one app and the way they are wired.
 *
 * <p>Whatever costs at a cold start (the configuration, credentials, clients of Azure, the HTTP client) is built on first use, so
 * that a function pays only for what it needs.
 */
final class Keeper {
    /** How long the previous key of a webhook is good after a new one was put into Key Vault. */
    private static final Duration WEBHOOK_KEY_OVERLAP = Duration.ofDays(1);

    private final Map<Class<?>, Lazy<?>> functions = new HashMap<>();

    Keeper(Function<String, @Nullable String> environment) {
        Clock clock = Clock.systemUTC();
        AppSettings appSettings = new AppSettings(environment);
        AzureServices azure = new AzureServices(appSettings);
        Lazy<TokenCredential> identity = Lazy.of(azure::identity);
        Lazy<KeyVault> vault = Lazy.of(() -> azure.keyVault(identity.get()));
        Lazy<BlobServiceClient> blobs = Lazy.of(() -> azure.blobs(identity.get()));
        Supplier<Settings> settings = Lazy.of(() -> new SettingsSource(
                        environment, AppRoot.find(environment), uri -> azure.text(uri, identity.get()))
                .load());
        GrafanaClients clients = new GrafanaClients(azure, identity, vault, clock);
        BackupStore backups = new BlobBackupStore(Lazy.of(() -> blobs.get().getBlobContainerClient("grafana-backups")));
        ResultStore results = new BlobResults(Lazy.of(() -> blobs.get().getBlobContainerClient("grafana-queries")));
        DownloadStore downloads = new BlobExports(blobs, clock);
        RunStore runs = new BlobRunStore(Lazy.of(() -> blobs.get().getBlobContainerClient("keeper-runs")));
        ImportStore imports = new BlobImports(Lazy.of(() -> blobs.get().getBlobContainerClient("keeper-imports")));
        Locks locks = new BlobLocks(Lazy.of(() -> blobs.get().getBlobContainerClient("keeper-locks")));
        RetentionJob retention = new RetentionJob(backups, locks, clock);
        Targets targets = new Targets(settings);
        HttpsPost post = new HttpsPost(Lazy.of(GrafanaClient::transport));
        RunLog told = new RunLog(new AppInsights(
                appSettings,
                (clientId, scope) -> new EntraCredential(
                        () -> azure.identity(clientId.orElse(null), identity.get()),
                        fresh -> azure.freshToken(identity.get(), fresh),
                        scope,
                        clock)::authorization,
                post));
        JobRunner runner = new JobRunner(runs, told, clock);
        wire(TargetFunctions.class, () -> new TargetFunctions(targets, clients::connection, clients::scoped));
        wire(RunFunctions.class, () -> new RunFunctions(runs));
        wire(CatalogFunctions.class, () -> new CatalogFunctions(backups, targets));
        Lazy<BlobContainerClient> state = Lazy.of(() -> blobs.get().getBlobContainerClient("keeper-state"));
        BlobOnce once = new BlobOnce(state);
        Notifier notifier = new Notifier(post);
        UnaryOperator<String> secrets = name -> vault.get().read(name);
        Lazy<BackupWork> backup = Lazy.of(() -> new BackupWork(
                targets,
                clients::connection,
                runner,
                backups,
                locks,
                retention::afterBackup,
                new BackupNotice(notifier, once, secrets),
                clock));
        wire(BackupFunctions.class, () -> new BackupFunctions(backup.get(), targets));
        wire(
                PoisonFunctions.class,
                () -> new PoisonFunctions(runner, (run, log) -> backup.get().givenUp(run, log)));
        wire(
                EventFunctions.class,
                () -> new EventFunctions(new EventWork(
                        settings,
                        new Webhooks(
                                settings,
                                name -> vault.get().readWhileReplaced(name, WEBHOOK_KEY_OVERLAP, clock.instant()),
                                once::claimed,
                                once,
                                clock),
                        new Inbox(new BlobInboxStore(state), runs, clock))));
        wire(
                RestoreFunctions.class,
                () -> new RestoreFunctions(
                        new RestoreWork(targets, clients::connection, runner, backups, secrets), targets));
        AttemptLog attempts = new BlobAttemptLog(state);
        wire(
                RotationFunctions.class,
                () -> new RotationFunctions(
                        new RotationWork(
                                settings,
                                credential -> clients.rotating(targets.configured(credential.target()), credential),
                                vault,
                                locks,
                                runner,
                                attempts,
                                clock),
                        new CredentialList(settings, vault, attempts, clock)));
        wire(
                QueryFunctions.class,
                () -> new QueryFunctions(
                        new QueryWork(
                                settings, targets, clients::of, runner, runs, results, notifier, once, secrets, clock),
                        new QueryList(settings, results, clock)));
        wire(
                DashboardFunctions.class,
                () -> new DashboardFunctions(
                        new DashboardTargets(targets, clients::connection, backups, runs, told, locks, clock)));
        wire(
                OrgFunctions.class,
                () -> new OrgFunctions(new OrgWork(clients::of, settings, vault, locks, clock), targets));
        wire(OpenApiFunctions.class, OpenApiFunctions::new);
        wire(VerifyFunctions.class, () -> new VerifyFunctions(backups, targets, clock));
        wire(RetentionFunctions.class, () -> new RetentionFunctions(retention, targets));
        wire(CompareFunctions.class, () -> new CompareFunctions(backups, targets, clients::connection));
        wire(ExportFunctions.class, () -> new ExportFunctions(backups, downloads, targets));
        wire(ResultFunctions.class, () -> new ResultFunctions(results, downloads, settings, clock));
        wire(ImportFunctions.class, () -> new ImportFunctions(backups, locks, runs, told, imports, targets, clock));
    }

    private <T> void wire(Class<T> type, Supplier<T> builder) {
        functions.put(type, Lazy.of(builder));
    }

    /** Returns the one instance of a function class. */
    <T> T function(Class<T> type) {
        Lazy<?> function = functions.get(type);
        if (function == null) {
            throw new IllegalArgumentException(type.getName() + " is not wired; add it to Keeper");
        }
        return type.cast(function.get());
    }
}
