package io.grafanakeeper.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grafanakeeper.MovableClock;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.grafana.GrafanaClient;
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
import io.grafanakeeper.sandbox.AzureMonitor;
import io.grafanakeeper.sandbox.azure.FakeIdentity;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsReader;
import io.grafanakeeper.settings.Target;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backs up single dashboards of Azure Monitor, as its events ask for. */
class MonitorItemsTest {
    private static final Logger LOG = Logger.getLogger(MonitorItemsTest.class.getName());
    private static final HttpClient HTTP = GrafanaClient.transport();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T06:00:00Z"));
    private final FakeIdentity identity = FakeIdentity.start();
    private final AzureMonitor azure = AzureMonitor.start(identity);
    private final InMemoryBackupStore store = new InMemoryBackupStore();
    private final InMemoryRunStore runs = new InMemoryRunStore();
    private final JobRunner runner = new JobRunner(runs, NotedRuns.log(), clock);
    private final Set<String> once = new HashSet<>();
    private final WebhookServer chat = new WebhookServer();
    private final BackupWork work = new BackupWork(
            new Targets(this::settings),
            this::connection,
            runner,
            store,
            new FreeLocks(true),
            any -> JsonNodeFactory.instance.objectNode(),
            new BackupNotice(new Notifier(new HttpsPost(() -> HTTP)), once::add, name -> chat.address()),
            clock);

    MonitorItemsTest() throws IOException {
        azure.manager().putGroup("rg-a", "westeurope");
        for (String name : List.of("board", "other", "third")) {
            azure.put("rg-a", name, "Board " + name);
        }
    }

    @AfterEach
    void stop() {
        azure.close();
        identity.close();
        chat.close();
    }

    @Test
    void backsUpOneBesideEverythingElseHoweverTheEventSpellsIt() {
        Manifest all = manifest(run(BackupScope.everything("")));
        String uid = uid("board");
        azure.dataPlane().touchDashboard(uid, model -> model.put("title", "Renamed"));
        azure.dataPlane().touchDashboard(uid("other"), model -> model.put("title", "Not asked for"));
        azure.dataPlane().resetCounters();
        Run run = run(named(uid.replace("board", "BOARD").replace("resourceGroups", "resourcegroups"), false));
        Manifest items = manifest(run);

        assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
        assertEquals("items COMPLETE", items.scope() + " " + items.state());
        assertEquals(3, items.items().size());
        assertEquals(1, items.totals().newObjects());
        Item renamed = items.item(ItemKind.DASHBOARD, uid).orElseThrow();
        assertEquals("Renamed rg-a", renamed.title() + " " + renamed.folderPath());
        assertNotNull(renamed.azure());
        assertEquals("westeurope", renamed.azure().location());
        assertEquals(all.item(ItemKind.DASHBOARD, uid("other")), items.item(ItemKind.DASHBOARD, uid("other")));
        assertEquals(all.notOffered(), items.notOffered());
        assertEquals(1, azure.dataPlane().requests().total());
    }

    @Test
    void takesAnotherSpellingForTheSameDashboard() {
        run(BackupScope.everything(""));
        azure.delete("rg-a", "board");
        azure.put("rg-a", "Board", "Board board");
        Manifest items = manifest(run(named(uid("bOARD"), false)));
        assertEquals(3, items.items().size(), items::toString);
        assertTrue(items.item(ItemKind.DASHBOARD, uid("Board")).isPresent());
    }

    @Test
    void holdsADashboardOnceThatTwoEventsSpellDifferently() {
        run(BackupScope.everything(""));
        azure.dataPlane().touchDashboard(uid("board"), model -> model.put("title", "Renamed"));
        azure.put("rg-a", "fourth", "Board fourth");
        SortedSet<String> asked = new TreeSet<>(List.of(uid("board"), uid("BOARD"), uid("fourth"), uid("Fourth")));
        Manifest items = manifest(run(new BackupScope(asked, new TreeSet<>(), "two events")));

        List<String> uids = items.items().stream().map(Item::uid).sorted().toList();
        assertEquals(List.of(uid("board"), uid("fourth"), uid("other"), uid("third")), uids);
    }

    @Test
    void namesADashboardOnceThatTwoEventsSpellDifferentlyAndCannotBeRead() {
        run(BackupScope.everything(""));
        azure.dataPlane()
                .faults()
                .intercept(exchange -> exchange.path().endsWith("~board") ? Fault.status(404, "no") : Fault.pass());
        SortedSet<String> asked = new TreeSet<>(List.of(uid("board"), uid("BOARD")));
        Run partial = run(new BackupScope(asked, new TreeSet<>(), "two events"));
        assertEquals(1, partial.failures().size(), partial::toString);

        Run gone = run(new BackupScope(asked, new TreeSet<>(List.of(uid("board"))), "two events"));
        assertEquals(RunState.SUCCEEDED, gone.state(), gone::toString);
        assertTrue(manifest(gone).item(ItemKind.DASHBOARD, uid("board")).isEmpty());
    }

    @Test
    void leavesOutWhatWasDeletedAndKeepsItsLastState() {
        Manifest all = manifest(run(BackupScope.everything("")));
        Item last = all.item(ItemKind.DASHBOARD, uid("board")).orElseThrow();
        azure.delete("rg-a", "board");
        Run run = run(named(uid("BOARD"), true));

        assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
        Manifest items = manifest(run);
        assertEquals(BackupState.COMPLETE, items.state());
        assertEquals(2, items.items().size());
        assertTrue(items.item(ItemKind.DASHBOARD, last.uid()).isEmpty());
        assertTrue(store.readObject("azmon", last.sha256()).isPresent());
        String told = chat.posts().get(0).path("text").asText();
        assertTrue(told.contains("removed: rg-a/Board board"), told);
    }

    @Test
    void keepsTheLastStateOfOneThatIsThereAndCannotBeRead() {
        run(BackupScope.everything(""));
        azure.dataPlane()
                .faults()
                .intercept(exchange -> exchange.path().endsWith("~board") ? Fault.status(404, "no") : Fault.pass());
        Run run = run(named(uid("board"), false));
        assertEquals(RunState.PARTIAL, run.state());
        assertTrue(manifest(run).item(ItemKind.DASHBOARD, uid("board")).isPresent());

        Run gone = run(named(uid("board"), true));
        assertEquals(RunState.SUCCEEDED, gone.state(), gone::toString);
        assertTrue(manifest(gone).item(ItemKind.DASHBOARD, uid("board")).isEmpty());
    }

    @Test
    void failsWhenTheDashboardsCannotBeListed() {
        run(BackupScope.everything(""));
        azure.manager().deny("rg-a");
        Run run = run(named(uid("board"), true));
        assertEquals(RunState.FAILED, run.state());
        assertTrue(String.valueOf(run.error()).contains("Monitoring Reader"), run::toString);
    }

    private static String uid(String name) {
        return AzureMonitor.uid(AzureMonitor.id("rg-a", name));
    }

    private static BackupScope named(String uid, boolean deleted) {
        Set<String> one = Set.of(uid);
        return new BackupScope(new TreeSet<>(one), deleted ? new TreeSet<>(one) : new TreeSet<>(), "an event");
    }

    private Run run(BackupScope scope) {
        // Ids of the same second do not tell which is newer.
        clock.move(Duration.ofSeconds(1));
        BackupMessage message = new BackupMessage(runner.queue(BackupMessage.JOB, "azmon"), scope);
        work.work(message.write(), LOG);
        return runs.run(message.run().id());
    }

    private Manifest manifest(Run run) {
        return store.readManifest(
                        "azmon",
                        Objects.requireNonNull(run.result()).path("backup").asText())
                .orElseThrow();
    }

    private Settings settings() {
        return SettingsReader.read("targets:\n" + azure.target("azmon", "rg-a") + "    notify: chat\n", "keeper.yaml");
    }

    private Connection connection(Target target) {
        return azure.connection(Objects.requireNonNull(target.monitor()));
    }
}
