package io.grafanakeeper.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grafanakeeper.MovableClock;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.http.HttpsPost;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.notices.Notifier;
import io.grafanakeeper.notices.WebhookServer;
import io.grafanakeeper.runs.BackupMessage;
import io.grafanakeeper.runs.BackupScope;
import io.grafanakeeper.runs.FreeLocks;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.NotedRuns;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunState;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backs up single dashboards of a Grafana over HTTP, and reads what people are told. */
class ItemsAndNoticesTest {
    private static final Logger LOG = Logger.getLogger(ItemsAndNoticesTest.class.getName());
    private static final HttpClient HTTP = GrafanaClient.transport();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T06:00:00Z"));
    private final FakeGrafana grafana =
            FakeGrafana.builder().flavour(Flavour.V11_6).build().start();
    private final InMemoryBackupStore store = new InMemoryBackupStore();
    private final InMemoryRunStore runs = new InMemoryRunStore();
    private final JobRunner runner = new JobRunner(runs, NotedRuns.log(), clock);
    private final Set<String> once = new HashSet<>();
    private final WebhookServer chat = new WebhookServer();
    private final String token = grafana.mintToken("keeper", "Admin", null);
    private final BackupWork work = new BackupWork(
            new Targets(this::settings),
            any -> Connection.to(client()),
            runner,
            store,
            new FreeLocks(true),
            any -> JsonNodeFactory.instance.objectNode(),
            new BackupNotice(new Notifier(new HttpsPost(() -> HTTP)), once::add, name -> chat.address()),
            clock);

    ItemsAndNoticesTest() throws IOException {
        grafana.seedSamples();
    }

    @AfterEach
    void stop() {
        grafana.close();
        chat.close();
    }

    @Test
    void backsUpOneDashboardBesideEverythingElse() {
        Manifest all = manifest(run(everything()));
        grafana.touchDashboard("nodes", model -> model.put("title", "Nodes, renamed"));
        grafana.touchDashboard("redis", model -> model.put("title", "Redis, not asked for"));
        Run run = run(named("nodes"));
        Manifest items = manifest(run);

        assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
        assertEquals("items", items.scope());
        assertEquals(BackupState.COMPLETE, items.state());
        assertEquals(run.id(), items.run());
        assertEquals(1, items.totals().newObjects());
        assertTrue(items.totals().requests() > 0, items::toString);
        assertEquals(all.items().size(), items.items().size());
        assertEquals("Nodes, renamed", dashboard(items, "nodes").title());
        assertEquals(dashboard(all, "redis"), dashboard(items, "redis"));
        assertEquals("nodes", result(run).path("dashboards").path(0).asText());
    }

    @Test
    void makesOneBackupOfAMessageDeliveredTwice() {
        run(everything());
        BackupMessage message = message(named("nodes"));
        work.work(message.write(), LOG);
        InMemoryRunStore forgotten = new InMemoryRunStore();
        new BackupWork(
                        new Targets(this::settings),
                        any -> Connection.to(client()),
                        new JobRunner(forgotten, NotedRuns.log(), clock),
                        store,
                        new FreeLocks(true),
                        any -> JsonNodeFactory.instance.objectNode(),
                        new BackupNotice(new Notifier(new HttpsPost(() -> HTTP)), once::add, name -> chat.address()),
                        clock)
                .work(message.write(), LOG);
        assertEquals(2, store.ids("t").size());
        assertEquals(
                result(runs.run(message.run().id())).path("backup"),
                result(forgotten.run(message.run().id())).path("backup"));
    }

    @Test
    void leavesOutADashboardThatIsGoneAndKeepsItsLastStateInTheBackupBefore() {
        Manifest all = manifest(run(everything()));
        Item last = dashboard(all, "nodes");
        new DashboardsApi(client()).delete("nodes");
        Run run = run(named("nodes"));

        assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
        assertTrue(manifest(run).item(ItemKind.DASHBOARD, "nodes").isEmpty());
        assertTrue(store.readObject("t", last.sha256()).isPresent());
        assertTrue(text(0).contains("removed: " + last.folderPath() + "/" + last.title()), () -> text(0));
    }

    @Test
    void misdoubtsADashboardThatNobodyKnows() {
        run(everything());
        Run run = run(named("nobody-knows"));
        assertEquals(RunState.PARTIAL, run.state());
        assertEquals("nobody-knows", run.failures().get(0).uid());
        assertEquals(BackupState.PARTIAL, manifest(run).state());
    }

    @Test
    void takesAForbiddenDashboardForDeletedOnlyIfAnEventSaysSo() {
        run(everything());
        grafana.faults()
                .intercept(exchange -> exchange.path().endsWith("/nodes") ? Fault.status(403, "no") : Fault.pass());
        Run kept = run(named("nodes"));
        assertEquals(RunState.PARTIAL, kept.state());
        assertTrue(manifest(kept).item(ItemKind.DASHBOARD, "nodes").isPresent());

        TreeSet<String> nodes = new TreeSet<>(Set.of("nodes"));
        Run gone = run(new BackupScope(nodes, nodes, "deleted in Azure"));
        assertEquals(RunState.SUCCEEDED, gone.state());
        assertTrue(manifest(gone).item(ItemKind.DASHBOARD, "nodes").isEmpty());
    }

    @Test
    void asksForAnotherDeliveryWhenGrafanaIsAway() {
        run(everything());
        grafana.faults()
                .intercept(exchange ->
                        exchange.path().startsWith("/api/dashboards") ? Fault.status(503, "away") : Fault.pass());
        BackupMessage message = message(named("nodes"));
        assertThrows(GrafanaException.Unavailable.class, () -> work.work(message.write(), LOG));
        assertEquals(1, store.ids("t").size());
        assertEquals(List.of(), chat.posts());

        for (int delivery = 2; delivery <= 5; delivery++) {
            assertThrows(GrafanaException.Unavailable.class, () -> work.work(message.write(), LOG));
        }
        assertEquals(1, chat.posts().size());
        assertTrue(text(0).contains("the backup failed") && text(0).contains("503 away"), () -> text(0));
        work.givenUp(runs.run(message.run().id()), LOG);
        assertEquals(1, chat.posts().size());
    }

    @Test
    void tellsWhatChangedByWhomAndWhereOncePerRun() {
        run(everything());
        grafana.touchDashboard("nodes", model -> model.put("title", "Nodes, renamed"));
        Run run = run(everything());
        assertEquals("now", result(run).path("notified").asText());
        assertEquals(1, chat.posts().size());
        String author = dashboard(manifest(run), "nodes").updatedBy();
        assertTrue(text(0).contains("Grafana t has changed\n1 changed, 0 new, 0 removed since backup "), () -> text(0));
        assertTrue(text(0).contains("Nodes, renamed (by " + author + ")"), () -> text(0));
        assertTrue(text(0).contains(grafana.endpoint() + "/d/nodes"), () -> text(0));
        assertFalse(runs.text().contains("very-secret"));
    }

    @Test
    void saysNothingWhenNothingChangedOrThereIsNothingToCompareWith() {
        Run first = run(everything());
        Run second = run(everything());
        Run third = run(named("nodes"));
        for (Run run : List.of(first, second, third)) {
            assertEquals("nothing changed", result(run).path("notified").asText());
        }
        assertEquals(List.of(), chat.posts());
    }

    @Test
    void tellsWhatCouldNotBeReadAndDoesNotCallItRemoved() {
        run(everything());
        grafana.faults()
                .intercept(exchange -> exchange.path().endsWith("/redis") ? Fault.status(403, "no") : Fault.pass());
        assertEquals(RunState.PARTIAL, run(everything()).state());
        assertTrue(text(0).contains("misses something\n1 could not be read:\ndashboard Redis: GET "), () -> text(0));
        assertFalse(text(0).contains("removed"), () -> text(0));
    }

    @Test
    void tellsOfAFailureThatIsFinalAtOnce() {
        grafana.revoke(token);
        Run run = run(everything());
        assertEquals(RunState.FAILED, run.state());
        assertTrue(text(0).contains("does not know this credential"), () -> text(0));
        assertTrue(text(0).contains(run.id()));
    }

    @Test
    void storesTheContentOfTheDashboardAsItIs() throws IOException {
        Run run = run(named("nodes"));
        Manifest manifest = manifest(run);
        assertEquals(BackupState.PARTIAL, manifest.state());
        run(everything());
        String hash = dashboard(manifest, "nodes").sha256();
        assertArrayEquals(
                store.readObject("t", dashboard(newest(), "nodes").sha256()).orElseThrow(),
                store.readObject("t", hash).orElseThrow());
    }

    private String text(int post) {
        return chat.posts().get(post).path("text").asText();
    }

    private static JsonNode result(Run run) {
        JsonNode result = run.result();
        return result == null ? JsonNodeFactory.instance.objectNode() : result;
    }

    private BackupMessage message(BackupScope scope) {
        // Ids of the same second do not tell which is newer.
        clock.move(Duration.ofSeconds(1));
        return new BackupMessage(runner.queue(BackupMessage.JOB, "t"), scope);
    }

    private Run run(BackupScope scope) {
        BackupMessage message = message(scope);
        work.work(message.write(), LOG);
        return runs.run(message.run().id());
    }

    private Manifest manifest(Run run) {
        return store.readManifest("t", result(run).path("backup").asText()).orElseThrow();
    }

    private Manifest newest() {
        List<String> ids = store.ids("t");
        return store.readManifest("t", ids.get(ids.size() - 1)).orElseThrow();
    }

    private static Item dashboard(Manifest manifest, String uid) {
        return manifest.item(ItemKind.DASHBOARD, uid).orElseThrow();
    }

    private static BackupScope everything() {
        return BackupScope.everything("");
    }

    private static BackupScope named(String uid) {
        return new BackupScope(new TreeSet<>(Set.of(uid)), new TreeSet<>(), "");
    }

    private Settings settings() {
        return SettingsReader.read(
                "targets:\n  t:\n    endpoint: " + grafana.endpoint()
                        + "\n    auth: token\n    secret: name\n    notify: chat\n",
                "keeper.yaml");
    }

    private GrafanaClient client() {
        return new GrafanaClient(
                grafana.endpoint(),
                SecretCredential.bearer(() -> token, Clock.systemUTC()),
                null,
                new Limits(4, null, Duration.ofSeconds(2), Duration.ofMillis(300), 8 * 1024 * 1024),
                HTTP,
                Clock.systemUTC());
    }
}
