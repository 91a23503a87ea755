package io.grafanakeeper.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.backup.BackupFunctions;
import io.grafanakeeper.backup.BackupNotice;
import io.grafanakeeper.backup.BackupWork;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.http.HttpsPost;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.notices.Notifier;
import io.grafanakeeper.runs.FreeLocks;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.NotedRuns;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.sandbox.WebhookApi;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.sandbox.host.FunctionCalls;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsReader;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Lets a hundred events arrive at two instances of the app, which share the queue and the stores. */
class BurstTest {
    private static final Logger LOG = Logger.getLogger(BurstTest.class.getName());
    private static final HttpClient HTTP = GrafanaClient.transport();
    private static final int THREADS = 4;
    private static final int EVENTS = 25;

    private final InMemoryBackupStore store = new InMemoryBackupStore();

    @Test
    void makesTwoBackupsOfAHundredEventsAndTheLastChangeIsInTheArchive() throws Exception {
        try (FakeGrafana grafana =
                        FakeGrafana.builder().flavour(Flavour.V11_6).build().start();
                EventStand stand = new EventStand();
                FunctionCalls one = stand.calls.another(new EventFunctions(stand.work), worker(stand, grafana));
                FunctionCalls other = stand.calls.another(new EventFunctions(stand.work()), worker(stand, grafana))) {
            grafana.seedSamples();
            fire(grafana, List.of(one, other));
            one.awaitEmpty(EventStand.QUEUE);
            assertEquals(1, store.ids("lab").size());

            stand.clock.move(Duration.ofMinutes(1));
            for (EventWork work : List.of(stand.work, stand.work())) {
                work.sweep(LOG).forEach(message -> one.send(EventStand.QUEUE, message, 0));
            }
            one.awaitEmpty(EventStand.QUEUE);
            List<String> ids = store.ids("lab");
            assertEquals(2, ids.size());
            for (int thread = 0; thread < THREADS; thread++) {
                assertEquals("change " + (EVENTS - 1), archived(ids.get(1), uid(thread)), stand.runs::text);
            }
        }
    }

    private static String uid(int thread) {
        return List.of("nodes", "redis", "cluster", "ingress").get(thread);
    }

    private String archived(String backup, String uid) {
        return store.readManifest("lab", backup)
                .flatMap(manifest -> manifest.item(ItemKind.DASHBOARD, uid))
                .map(Item::title)
                .orElse("missing");
    }

    private static void fire(FakeGrafana grafana, List<FunctionCalls> instances) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String uid = uid(i);
                FunctionCalls instance = instances.get(i % 2);
                done.add(threads.submit(() -> fire(grafana, instance, uid)));
            }
            for (Future<?> each : done) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void fire(FakeGrafana grafana, FunctionCalls instance, String uid) {
        String body = "{\"dashboards\":[\"" + uid + "\"]}";
        Map<String, String> headers = Map.of("X-Grafana-Alerting-Signature", WebhookApi.sign(EventStand.KEY, body));
        for (int event = 0; event < EVENTS; event++) {
            String title = "change " + event;
            grafana.touchDashboard(uid, model -> model.put("title", title));
            int status = instance.call("POST", "webhooks/lab", body, headers).status();
            assertTrue(status == 202, () -> "answered " + status);
        }
    }

    private BackupFunctions worker(EventStand stand, FakeGrafana grafana) {
        String token = grafana.mintToken("keeper", "Admin", null);
        Settings settings = SettingsReader.read(
                "targets:\n  lab: { endpoint: '" + grafana.endpoint() + "', auth: token, secret: t }\n", "keeper.yaml");
        Targets targets = new Targets(() -> settings);
        GrafanaClient client = new GrafanaClient(
                grafana.endpoint(),
                SecretCredential.bearer(() -> token, Clock.systemUTC()),
                null,
                Limits.of(4, null),
                HTTP,
                Clock.systemUTC());
        BackupNotice nobody = new BackupNotice(new Notifier(new HttpsPost(() -> HTTP)), name -> true, name -> "none");
        return new BackupFunctions(
                new BackupWork(
                        targets,
                        any -> Connection.to(client),
                        new JobRunner(stand.runs, NotedRuns.log(), stand.clock),
                        store,
                        new FreeLocks(true),
                        any -> JsonNodeFactory.instance.objectNode(),
                        nobody,
                        stand.clock),
                targets);
    }
}
