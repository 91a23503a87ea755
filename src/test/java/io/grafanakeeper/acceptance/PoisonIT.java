package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.notices.WebhookServer;
import io.grafanakeeper.sandbox.AppProcess;
import io.grafanakeeper.sandbox.HostApi;
import io.grafanakeeper.sandbox.KeeperApi;
import io.grafanakeeper.sandbox.Stage;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PoisonIT {
    private static final int DELIVERIES = 5;

    @Test
    void aBackupWhoseWorkerIsKilledAtEveryDeliveryIsRecordedAsFailedAndTheNextScheduleGoesOn() throws Exception {
        try (FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
                WebhookServer chat = new WebhookServer();
                Stage stage = Stage.start(Path.of("target", "acceptance", "poison"))) {
            grafana.seedSamples();
            stage.vault().put(Stage.TOKEN_SECRET, grafana.mintToken("keeper", "Admin", null));
            stage.vault().put("chat", chat.address());
            String configuration = Stage.demo(grafana.endpoint(), "    notify: chat\n");
            AppProcess app = stage.app(configuration, KillIT.SHORT_LEASE);
            // No backup can end before its worker is killed.
            grafana.faults().intercept(exchange -> Fault.hang(Duration.ofHours(1)));
            String run = new KeeperApi(app).startBackup("demo");
            for (int delivery = 1; delivery <= DELIVERIES; delivery++) {
                awaitAttempt(new KeeperApi(app), run, delivery);
                app.kill();
                app = stage.app(configuration, KillIT.SHORT_LEASE);
            }

            KeeperApi keeper = new KeeperApi(app);
            JsonNode failed = keeper.await(run, progress -> {});
            String reason = "given up by the queue: the worker was killed or ran out of time at attempt 5";
            assertEquals("failed", failed.path("state").asText(), failed::toString);
            assertEquals(reason, failed.path("error").asText());
            assertEquals(run, failed.at("/result/message/run").asText(), failed::toString);
            stage.storage().awaitEmptyQueue("backup-jobs-poison");
            assertEquals(1, chat.posts().size());
            String message = chat.posts().get(0).path("text").asText();
            assertTrue(message.contains("the backup failed") && message.contains(reason), message);

            grafana.faults().clear();
            new HostApi(app).runTimer("BackupSchedule");
            JsonNode next = keeper.awaitBackup("demo", "");
            JsonNode record = keeper.await(next.path("run").asText(), progress -> {});
            assertEquals("succeeded", record.path("state").asText(), record::toString);
            assertEquals(1, record.path("attempt").asInt());
            assertEquals("failed", keeper.get("runs/" + run).path("state").asText());
        }
    }

    /** Waits until a worker has begun a run for that many times, or nobody will any more. */
    private static void awaitAttempt(KeeperApi keeper, String run, int attempt)
            throws IOException, InterruptedException {
        JsonNode record = keeper.get("runs/" + run);
        while (record.path("attempt").asInt() < attempt
                && !record.path("state").asText().equals("failed")) {
            Thread.sleep(50);
            record = keeper.get("runs/" + run);
        }
    }
}
