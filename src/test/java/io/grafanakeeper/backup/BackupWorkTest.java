package io.grafanakeeper.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.grafana.DataSourcesApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.Meter;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.http.HttpsPost;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.notices.Notifier;
import io.grafanakeeper.runs.BackupMessage;
import io.grafanakeeper.runs.Failure;
import io.grafanakeeper.runs.FreeLocks;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.NotedRuns;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunState;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Faults;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsReader;
import io.grafanakeeper.settings.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Works on messages against a Grafana over HTTP and stores in memory. */
class BackupWorkTest {
    private final FakeGrafana grafana = start(Flavour.V11_6);
    private final InMemoryBackupStore store = new InMemoryBackupStore();
    private final InMemoryRunStore runs = new InMemoryRunStore();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final Logger logger = logger();
    private Duration patience = Duration.ofSeconds(10);
    private String token = grafana.mintToken("canary", "Admin", null);

    @AfterEach
    void stop() {
        grafana.close();
    }

    @Test
    void keepsEveryDashboardAsGrafanaGaveIt() throws IOException {
        grafana.seedSamples();
        Manifest manifest = backUp();

        assertEquals(BackupState.COMPLETE, manifest.state());
        for (String uid : grafana.dashboardUids()) {
            ObjectNode given =
                    (ObjectNode) LosslessJson.read(grafana.dashboardJson(uid).getBytes(StandardCharsets.UTF_8));
            given.remove(List.of("id", "version"));
            Item item = manifest.item(ItemKind.DASHBOARD, uid).orElseThrow();
            assertArrayEquals(
                    LosslessJson.canonical(given),
                    store.readObject("t", item.sha256()).orElseThrow());
        }
        assertEquals(3, count(manifest, ItemKind.FOLDER));
        assertEquals(2, count(manifest, ItemKind.DATA_SOURCE));
        assertEquals(1, count(manifest, ItemKind.LIBRARY_PANEL));
        assertEquals(
                "Platform/Databases",
                manifest.item(ItemKind.DASHBOARD, "redis").orElseThrow().folderPath());
        assertEquals(manifest.totals().items(), manifest.items().size());
    }

    @Test
    void writesNoObjectWhenNothingChanged() {
        grafana.seedSamples();
        Manifest first = backUp();
        Manifest second = backUp();

        assertTrue(first.totals().newObjects() > 0);
        assertEquals(0, second.totals().newObjects());
        assertEquals(first.hashes(), second.hashes());
        assertEquals(2, store.ids("t").size());
    }

    @Test
    void writesOneObjectForOneChangedDashboardAndNoneForOneSavedAgain() {
        grafana.seedSamples();
        Manifest first = backUp();
        grafana.touchDashboard("nodes", model -> {});
        grafana.touchDashboard("redis", model -> model.put("title", "Redis, renamed"));
        Manifest second = backUp();

        assertEquals(1, second.totals().newObjects());
        Item before = first.item(ItemKind.DASHBOARD, "nodes").orElseThrow();
        Item after = second.item(ItemKind.DASHBOARD, "nodes").orElseThrow();
        assertEquals(before.sha256(), after.sha256());
        assertEquals(Long.valueOf(1), before.version());
        assertEquals(Long.valueOf(2), after.version());
    }

    @Test
    void failsWithoutAManifestWhenAListingFails() {
        grafana.seedSamples();
        grafana.faults()
                .intercept(exchange -> exchange.path().equals("/api/folders") ? Fault.status(400, "no") : Fault.pass());
        Run run = work(message());

        assertEquals(RunState.FAILED, run.state());
        assertTrue(String.valueOf(run.error()).startsWith("GET /api/folders: 400 no"), run::toString);
        assertTrue(store.blobs().isEmpty());
    }

    @Test
    void failsWithoutAManifestWhenTheCredentialIsRefused() {
        grafana.seedSamples();
        grafana.revoke(token);
        Run run = work(message());

        assertEquals(RunState.FAILED, run.state());
        assertTrue(String.valueOf(run.error()).contains("does not know this credential"), run::toString);
        assertTrue(store.blobs().isEmpty());
    }

    @Test
    void failsWhenTheCredentialIsRefusedInTheMiddle() {
        grafana.seedSamples();
        grafana.faults()
                .intercept(
                        exchange -> exchange.path().endsWith("/redis") ? Fault.status(401, "expired") : Fault.pass());
        Run run = work(message());

        assertEquals(RunState.FAILED, run.state());
        assertEquals(List.of(), store.ids("t"));
    }

    @Test
    void failsAndAsksForAnotherDeliveryWhenGrafanaGoesAwayAfterTheListing() {
        grafana.seedSamples();
        patience = Duration.ofSeconds(1);
        grafana.faults()
                .intercept(exchange ->
                        exchange.path().startsWith("/api/dashboards") ? Fault.status(503, "away") : Fault.pass());
        String message = message();
        assertThrows(GrafanaException.Unavailable.class, () -> work(message));
        Run failed = run(message);

        assertEquals(RunState.FAILED, failed.state());
        assertFalse(failed.over());
        assertEquals(List.of(), store.ids("t"));

        grafana.faults().clear();
        patience = Duration.ofSeconds(10);
        Run again = work(message);
        assertEquals(RunState.SUCCEEDED, again.state());
        assertEquals(2, again.attempt());
        assertEquals(1, store.ids("t").size());
    }

    @Test
    void namesNeighboursThatCannotBeReadWhileGrafanaAnswers() {
        grafana.seedSamples();
        patience = Duration.ofMillis(700);
        Set<String> seen = Collections.synchronizedSet(new LinkedHashSet<>());
        grafana.faults().intercept(exchange -> {
            if (exchange.path().startsWith("/api/dashboards/uid/")) {
                seen.add(exchange.path());
            }
            boolean broken = List.copyOf(seen).indexOf(exchange.path()) > 7;
            return broken && !exchange.path().contains("keeper") ? Fault.status(500, "broken inside") : Fault.pass();
        });
        Run run = work(message(), "concurrency: 1");

        assertEquals(RunState.PARTIAL, run.state(), run::toString);
        assertEquals(4, run.failures().size());
        assertEquals(8, count(newest(), ItemKind.DASHBOARD));
    }

    @Test
    void endsSoonWhenGrafanaGoesAwayInTheMiddle() {
        grafana.seedSamples();
        patience = Duration.ofMillis(700);
        Set<String> seen = Collections.synchronizedSet(new HashSet<>());
        grafana.faults().intercept(exchange -> {
            if (exchange.path().startsWith("/api/dashboards/uid/")) {
                seen.add(exchange.path());
            }
            return seen.size() > 4 ? Fault.status(503, "away") : Fault.pass();
        });
        assertThrows(GrafanaException.Unavailable.class, () -> work(message(), "concurrency: 1"));
        assertTrue(seen.size() <= 7, seen::toString);
        assertEquals(List.of(), store.ids("t"));
    }

    @Test
    void failsWhenNotOneDataSourceCanBeReadAndNothingElseIsThere() {
        grafana.seedSamples();
        patience = Duration.ofSeconds(1);
        grafana.faults()
                .intercept(exchange ->
                        exchange.path().startsWith("/api/datasources/") ? Fault.status(503, "away") : Fault.pass());
        String message = message();
        assertThrows(GrafanaException.class, () -> work(message, "backup: { include: [datasources] }"));

        assertFalse(run(message).over());
        assertEquals(List.of(), store.ids("t"));
    }

    @Test
    void namesEachItemThatCouldNotBeRead() {
        grafana.seedSamples();
        patience = Duration.ofSeconds(1);
        grafana.faults()
                .intercept(exchange ->
                        exchange.path().endsWith("/redis") ? Fault.status(500, "broken inside") : Fault.pass());
        Run run = work(message());

        assertEquals(RunState.PARTIAL, run.state());
        assertEquals(1, run.failures().size());
        assertEquals("redis", run.failures().get(0).uid());
        assertEquals("Redis", run.failures().get(0).title());
        assertEquals(
                "GET /api/dashboards/uid/redis: 500 broken inside",
                run.failures().get(0).reason());
        Manifest manifest = newest();
        assertEquals(BackupState.PARTIAL, manifest.state());
        assertEquals(
                run.failures(), manifest.failures().stream().map(Failure::of).toList());
        assertEquals(11, count(manifest, ItemKind.DASHBOARD));
    }

    @Test
    void doesNotMissADashboardThatWasDeletedMeanwhile() {
        grafana.seedSamples();
        grafana.faults().intercept(exchange -> switch (exchange.path()) {
            case "/api/dashboards/uid/redis" -> Fault.status(404, "Dashboard not found");
            case "/api/search" -> exchange.query().contains("page=1") && dashboardsRead() ? hits() : Fault.pass();
            default -> Fault.pass();
        });
        Run run = work(message());

        assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
        assertTrue(newest().item(ItemKind.DASHBOARD, "redis").isEmpty());
    }

    @Test
    void missesADashboardThatIsListedStillAndNotFound() {
        grafana.seedSamples();
        grafana.faults()
                .intercept(exchange -> exchange.path().equals("/api/dashboards/uid/redis")
                        ? Fault.status(404, "Dashboard not found")
                        : Fault.pass());
        assertEquals(RunState.PARTIAL, work(message()).state());
    }

    @Test
    void doesNotMissADataSourceThatWasDeletedMeanwhile() {
        grafana.seedSamples();
        String uid = dataSources().get(0).path("uid").asText();
        String route = "/api/datasources/uid/" + uid;
        String rest =
                dataSources().stream().skip(1).map(ObjectNode::toString).collect(Collectors.joining(",", "[", "]"));
        AtomicBoolean deleted = new AtomicBoolean();
        grafana.faults().intercept(exchange -> {
            if (exchange.path().equals(route)) {
                deleted.set(true);
                return Fault.status(404, "Data source not found");
            }
            return exchange.path().equals("/api/datasources") && deleted.get()
                    ? Fault.status(200, rest, Map.of())
                    : Fault.pass();
        });
        Run run = work(message());

        assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
        assertTrue(newest().item(ItemKind.DATA_SOURCE, uid).isEmpty());
    }

    @Test
    void missesADataSourceThatIsListedStillAndNotFound() {
        grafana.seedSamples();
        String route =
                "/api/datasources/uid/" + dataSources().get(0).path("uid").asText();
        grafana.faults()
                .intercept(exchange ->
                        exchange.path().equals(route) ? Fault.status(404, "Data source not found") : Fault.pass());
        assertEquals(RunState.PARTIAL, work(message()).state());
    }

    @Test
    void goesOnWhenAFolderIsDeletedWhileFoldersAreListed() {
        grafana.seedSamples();
        grafana.faults()
                .intercept(exchange -> exchange.query().contains("parentUid=services")
                        ? Fault.status(404, "folder not found")
                        : Fault.pass());
        assertEquals(RunState.SUCCEEDED, work(message()).state());
    }

    @Test
    void makesOneBackupOfAMessageDeliveredTwice() {
        grafana.seedSamples();
        String message = message();
        work(message);
        long requests = grafana.requests().total();
        Run run = work(message);

        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(1, run.attempt());
        assertEquals(requests, grafana.requests().total());
        assertEquals(1, store.ids("t").size());
    }

    @Test
    void makesOneBackupOfTwoDeliveriesAtOnce() throws Exception {
        grafana.seedSamples();
        String message = message();
        CountDownLatch bothRead = new CountDownLatch(2);
        grafana.faults().intercept(exchange -> {
            if (exchange.path().endsWith("/redis")) {
                bothRead.countDown();
                await(bothRead);
            }
            return Fault.pass();
        });
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Run>> deliveries = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                deliveries.add(workers.submit(() -> work(message)));
            }
            for (Future<Run> delivery : deliveries) {
                delivery.get(30, TimeUnit.SECONDS);
            }
        } finally {
            workers.shutdownNow();
        }
        assertEquals(1, store.ids("t").size());
        assertEquals(RunState.SUCCEEDED, run(message).state());
    }

    @Test
    void takesForItsOwnTheManifestThatAnotherDeliveryWroteInTheMiddle() {
        grafana.seedSamples();
        Run run = run(message());
        BackupJob job = new BackupJob(store, new FreeLocks(true), Clock.systemUTC());
        List<Manifest> other = new ArrayList<>();
        Manifest own = job.backUp(target(""), Connection.to(client()), new Meter(), run, progress -> {
            if (other.isEmpty()) {
                other.add(job.backUp(target(""), Connection.to(client()), new Meter(), run, any -> true));
            }
            return true;
        });
        assertEquals(other, List.of(own));
        assertEquals(1, store.ids("t").size());
    }

    @Test
    void takesTheNextIdWhenAnotherRunOfTheSameSecondHasItsOwn() {
        grafana.seedSamples();
        BackupJob job = new BackupJob(store, new FreeLocks(true), Clock.systemUTC());
        for (String id : List.of("20261120T060000Z-00001a2b", "20261120T060000Z-ffff1a2b")) {
            Run run = Run.queued(id, "backup", "t", Instant.parse("2026-11-20T06:00:00Z"));
            assertEquals(
                    id,
                    job.backUp(target(""), Connection.to(client()), new Meter(), run, progress -> true)
                            .run());
            assertEquals(
                    id,
                    job.backUp(target(""), Connection.to(client()), new Meter(), run, progress -> true)
                            .run());
        }
        assertEquals(List.of("20261120T060000Z-1a2b", "20261120T060000Z-1a2c"), store.ids("t"));
    }

    @Test
    void findsTheManifestThatADeliveryWroteBeforeItDied() {
        grafana.seedSamples();
        String message = message();
        new BackupJob(store, new FreeLocks(true), Clock.systemUTC())
                .backUp(target(""), Connection.to(client()), new Meter(), run(message), progress -> true);
        long requests = grafana.requests().total();
        Run run = work(message);

        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(requests, grafana.requests().total());
        assertEquals(1, store.ids("t").size());
    }

    @Test
    void completesWhatADeliveryLeftThatDiedBeforeTheManifest() {
        grafana.seedSamples();
        String message = message();
        backUp();
        int objects = store.objects("t");
        store.blobs().remove("t/backups/" + store.ids("t").get(0) + ".json.gz");
        Run run = work(message);

        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(objects, store.objects("t"));
        assertEquals(0, newest().totals().newObjects());
    }

    @Test
    void backsUpThoughTheLastManifestIsDamaged() {
        grafana.seedSamples();
        backUp();
        String id = store.ids("t").get(0);
        store.blobs().put("t/backups/" + id + ".json.gz", new byte[] {1, 2, 3});
        Run run = work(message());

        assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
    }

    @Test
    void takesOnlyTheFoldersThatTheSettingsName() {
        grafana.seedSamples();
        String message = message();
        work(message, "backup: { folders: { only: [Platform], except: [databases] } }");
        Manifest manifest = newest();

        assertEquals(
                List.of("cluster", "ingress", "nodes"),
                manifest.items().stream()
                        .filter(item -> item.kind() == ItemKind.DASHBOARD)
                        .map(Item::uid)
                        .sorted()
                        .toList());
        assertEquals(1, count(manifest, ItemKind.FOLDER));
        assertEquals(0, count(manifest, ItemKind.LIBRARY_PANEL));
    }

    @Test
    void savesEverythingThoughManyReadsGoWrong() {
        grafana.seedSamples();
        grafana.faults()
                .install(Faults.random(7)
                        .tooMany(0.05, null)
                        .reset(0.03)
                        .cutBody(0.02)
                        .html(0.02)
                        .readsOnly());
        Run run = work(message());

        assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
        assertEquals(12, count(newest(), ItemKind.DASHBOARD));
    }

    @Test
    void saysHowManyRequestsGrafanaPutOff() {
        grafana.seedSamples();
        AtomicInteger asked = new AtomicInteger();
        grafana.faults()
                .intercept(exchange -> asked.incrementAndGet() <= 3
                        ? Fault.status(429, "{\"message\":\"slow down\"}", Map.of("Retry-After", "0"))
                        : Fault.pass());
        Run run = work(message());

        assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
        ObjectNode result = Objects.requireNonNull(run.result());
        assertEquals(3, result.path("throttled").asLong(), run::toString);
    }

    @Test
    void showsTheTokenNowhere() {
        grafana.seedSamples();
        backUp();
        grafana.faults().intercept(exchange -> Fault.status(403, "no"));
        work(message());
        token = "canary\ntoken";
        work(message());

        for (String place : List.of(store.text(), runs.text(), log.toString())) {
            assertFalse(place.contains("glsa_"), place);
            assertFalse(place.contains("canary\ntoken"), place);
            assertFalse(place.contains("not-for-your-eyes"), place);
        }
        assertTrue(log.toString().contains("state=succeeded"), log::toString);
    }

    @Test
    void failsForGoodWhenTheTargetIsNoLongerConfigured() {
        Run run = Run.queued(
                "20261120T060000Z-1a2b3c4d", "backup", "gone", Clock.systemUTC().instant());
        assertEquals(
                RunState.FAILED, work(BackupMessage.ofEverything(run).write()).state());
    }

    @Test
    void refusesAMessageThatIsNotOurs() {
        for (String message : List.of("", "{}", "[]", "{\"run\":\"../x\",\"target\":\"t\"}")) {
            assertThrows(IllegalArgumentException.class, () -> work(message), message);
        }
    }

    private boolean dashboardsRead() {
        return grafana.requests().count("GET /api/dashboards/uid/:uid") > 0;
    }

    private Fault hits() {
        StringBuilder hits = new StringBuilder("[");
        for (String uid : grafana.dashboardUids()) {
            if (!uid.equals("redis")) {
                hits.append(hits.length() > 1 ? "," : "")
                        .append("{\"uid\":\"")
                        .append(uid)
                        .append("\"}");
            }
        }
        return Fault.status(200, hits.append("]").toString(), Map.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long count(Manifest manifest, ItemKind kind) {
        return manifest.items().stream().filter(item -> item.kind() == kind).count();
    }

    private Manifest backUp() {
        Run run = work(message());
        assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
        return newest();
    }

    private Manifest newest() {
        return store.list("t", null, 1).stream()
                .findFirst()
                .flatMap(summary -> store.readManifest("t", summary.id()))
                .orElseThrow();
    }

    private String message() {
        // A second apart, since ids of the same second do not tell which is newer.
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(queued.incrementAndGet()));
        return BackupMessage.ofEverything(workOf("", later).queue(target(""))).write();
    }

    private Run work(String message) {
        return work(message, "");
    }

    private Run work(String message, String lines) {
        workOf(lines, Clock.systemUTC()).work(message, logger);
        return run(message);
    }

    private Run run(String message) {
        return runs.run(BackupMessage.read(message).run().id());
    }

    private BackupWork workOf(String lines, Clock clock) {
        return new BackupWork(
                new Targets(() -> settings(lines)),
                any -> Connection.to(client()),
                new JobRunner(runs, NotedRuns.log(), clock),
                store,
                new FreeLocks(true),
                any -> JsonNodeFactory.instance.objectNode(),
                new BackupNotice(new Notifier(new HttpsPost(GrafanaClient::transport)), name -> true, name -> "none"),
                clock);
    }

    private Target target(String lines) {
        return settings(lines).target("t").orElseThrow();
    }

    private Settings settings(String lines) {
        return SettingsReader.read(
                "targets:\n  t:\n    endpoint: " + grafana.endpoint() + "\n    auth: token\n    secret: name\n    "
                        + lines + "\n",
                "keeper.yaml");
    }

    private List<ObjectNode> dataSources() {
        return new DataSourcesApi(client()).list();
    }

    private GrafanaClient client() {
        return new GrafanaClient(
                grafana.endpoint(),
                SecretCredential.bearer(() -> token, Clock.systemUTC()),
                null,
                new Limits(4, null, Duration.ofSeconds(5), patience, 8 * 1024 * 1024),
                GrafanaClient.transport(),
                Clock.systemUTC());
    }

    private static FakeGrafana start(Flavour flavour) {
        return FakeGrafana.builder().flavour(flavour).build().start();
    }

    private Logger logger() {
        Logger made = Logger.getAnonymousLogger();
        made.setUseParentHandlers(false);
        made.addHandler(new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.add(new SimpleFormatter().format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        return made;
    }
}
