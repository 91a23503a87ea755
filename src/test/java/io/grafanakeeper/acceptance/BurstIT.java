package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.sandbox.AppProcess;
import io.grafanakeeper.sandbox.HostApi;
import io.grafanakeeper.sandbox.KeeperApi;
import io.grafanakeeper.sandbox.Stage;
import io.grafanakeeper.sandbox.WebhookApi;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Lets a hundred events arrive at two processes of the app over one storage account, as at two instances in Azure. */
final class BurstIT {
    private static final String KEY = "burst-hmac-key";
    /** Each thread changes a dashboard of its own. */
    private static final List<String> UIDS = List.of("nodes", "redis", "cluster", "ingress");

    private static final int EACH = 25;
    private static final Duration PACE = Duration.ofMillis(400);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aHundredEventsMakeTwoBackupsAtMostAndTheLastChangeIsInTheArchive() throws Exception {
        try (FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
                Stage stage = Stage.start(Path.of("target", "acceptance", "burst"))) {
            grafana.seedSamples();
            stage.vault().put(Stage.TOKEN_SECRET, grafana.mintToken("keeper", "Admin", null));
            stage.vault().put("burst-hmac", KEY);
            String configuration = Stage.demo(grafana.endpoint(), "webhooks:\n  demo:\n    secret: burst-hmac\n");
            List<AppProcess> apps = List.of(stage.app(configuration), stage.app(configuration));
            KeeperApi keeper = new KeeperApi(apps.get(0));
            JsonNode whole = keeper.await(keeper.startBackup("demo"), progress -> {});

            Instant begin = Instant.now();
            Set<String> runs = fire(grafana, apps);
            long minutes = Duration.between(begin, Instant.now()).toMinutes();
            passTheMinute(stage);
            new HostApi(apps.get(1)).runTimer("EventSweep");
            for (String run : runs) {
                JsonNode record = keeper.await(run, progress -> {});
                assertEquals("succeeded", record.path("state").asText(), record::toString);
            }

            // A machine that takes minutes for it gets a backup more for each of them.
            assertTrue(runs.size() <= 2 + minutes, runs::toString);
            JsonNode backups = keeper.get("targets/demo/backups").path("backups");
            assertEquals(1 + runs.size(), backups.size(), backups::toString);
            JsonNode last =
                    keeper.get("targets/demo/backups/" + backups.at("/0/id").asText());
            assertEquals("items", last.path("scope").asText());
            assertEquals(whole.at("/result/items").asInt(), last.path("items").size());
            for (String uid : UIDS) {
                assertEquals("change " + (EACH - 1), title(last, uid), uid);
            }
        }
    }

    /** Returns the runs that the calls were answered with. */
    private static Set<String> fire(FakeGrafana grafana, List<AppProcess> apps) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(UIDS.size());
        try {
            List<Callable<Set<String>>> tasks = new ArrayList<>();
            for (int i = 0; i < UIDS.size(); i++) {
                String uid = UIDS.get(i);
                WebhookApi webhook = new WebhookApi(apps.get(i % apps.size()), "demo", KEY);
                tasks.add(() -> fire(grafana, webhook, uid));
            }
            Set<String> runs = new TreeSet<>();
            for (Future<Set<String>> done : threads.invokeAll(tasks)) {
                runs.addAll(done.get());
            }
            return runs;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Set<String> fire(FakeGrafana grafana, WebhookApi webhook, String uid)
            throws IOException, InterruptedException {
        String body = "{\"dashboards\":[\"" + uid + "\"]}";
        Set<String> runs = new TreeSet<>();
        for (int event = 0; event < EACH; event++) {
            String title = "change " + event;
            grafana.touchDashboard(uid, model -> model.put("title", title));
            HttpResponse<String> answer = webhook.call(body);
            assertEquals(202, answer.statusCode(), answer::body);
            runs.add(JSON.readTree(answer.body()).path("id").asText());
            Thread.sleep(PACE.toMillis());
        }
        return runs;
    }

    /**
     * Sets the time of the last message back: nobody wants to wait for the minute to pass. If a sweep comes between, its message is
     * sent twice, which makes no second backup.
     */
    private static void passTheMinute(Stage stage) throws IOException {
        BlobClient inbox = new BlobServiceClientBuilder()
                .connectionString(stage.storage().connectionString())
                .buildClient()
                .getBlobContainerClient("keeper-state")
                .getBlobClient("events/demo.json");
        ObjectNode state = (ObjectNode) JSON.readTree(inbox.downloadContent().toBytes());
        state.put("last", Instant.now().minus(Duration.ofMinutes(1)).toString());
        inbox.upload(BinaryData.fromString(state.toString()), true);
    }

    private static String title(JsonNode manifest, String uid) {
        return Scene.items(manifest, "dashboard").stream()
                .filter(item -> item.path("uid").asText().equals(uid))
                .map(item -> item.path("title").asText())
                .findFirst()
                .orElse("missing");
    }
}
