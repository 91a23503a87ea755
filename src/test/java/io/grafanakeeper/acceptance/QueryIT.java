package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.sandbox.AppProcess;
import io.grafanakeeper.sandbox.HostApi;
import io.grafanakeeper.sandbox.KeeperApi;
import io.grafanakeeper.sandbox.Stage;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs saved queries in the whole app: by their schedule, on request, as a backfill, with a check that does not hold. */
final class QueryIT {
    private static final String ADDRESS = "https://keepersandbox.vault.azure.net:1/services/canary-webhook-7f21";
    private static final String QUERIES = """
        queries:
          walk:
            target: demo
            schedule: "0 * * * * *"
            window: { from: now-1m/m, to: now/m }
            queries:
              - { refId: A, datasource: { uid: testdata }, scenarioId: random_walk, labels: "service=web" }
          panel:
            target: demo
            schedule: "0 0 0 1 1 *"
            window: { from: now-1h/h, to: now/h }
            panel: { dashboard: overview, id: 4, variables: { cluster: prod } }
            format: jsonl
            check: A.value > 1e12
            notify: chat
        """;

    @Test
    void rowsAreKeptByScheduleByRequestAndByBackfill() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V13_1);
        grafana.seedSamples();
        try (Stage stage = Stage.start(Path.of("target", "acceptance", "query"))) {
            stage.vault().put(Stage.TOKEN_SECRET, grafana.mintToken("keeper", "Admin", null));
            stage.vault().put("chat", ADDRESS);
            AppProcess app = stage.app(Stage.demo(grafana.endpoint(), QUERIES));
            KeeperApi keeper = new KeeperApi(app);
            new HostApi(app).runTimer("QuerySchedule");
            JsonNode scheduled = awaitLastRun(keeper);
            assertEquals("succeeded", scheduled.path("state").asText(), scheduled::toString);
            assertTrue(scheduled.path("rows").asLong() > 0, scheduled::toString);

            JsonNode backfill = keeper.postForJson(
                    "queries/walk/runs", "{\"from\":\"2026-11-01\",\"to\":\"2026-11-04\",\"step\":\"P1D\"}", 202);
            assertEquals(3, backfill.path("runs").size());
            long rows = 0;
            for (JsonNode run : backfill.path("runs")) {
                rows += keeper.await(run.path("id").asText(), progress -> {})
                        .path("result")
                        .path("rows")
                        .asLong();
            }
            String csv = keeper.send("queries/walk/results?from=2026-11-01&to=2026-11-04&format=csv")
                    .body();
            assertEquals(rows + 1, csv.lines().count());
            assertTrue(csv.startsWith("time,refId,frame,service,A-series\r\n2026-11-01T00:0"), csv);
            String first = keeper.postForJson(
                            "queries/walk/runs", "{\"from\":\"2026-11-01\",\"to\":\"2026-11-02\"}", 202)
                    .path("id")
                    .asText();
            keeper.await(first, progress -> {});
            assertEquals(
                    csv,
                    keeper.send("queries/walk/results?from=2026-11-01&to=2026-11-04&format=csv")
                            .body());

            String run =
                    keeper.postForJson("queries/panel/runs", "", 202).path("id").asText();
            JsonNode failed = keeper.await(run, progress -> {});
            assertEquals("failed", failed.path("state").asText(), failed::toString);
            assertTrue(failed.path("error").asText().contains("does not hold"), failed::toString);
            assertTrue(failed.path("result").path("notified").asText().startsWith("failed"), failed::toString);
            assertTrue(keeper.send("queries/panel/results").body().contains("\"cluster\":\"prod\""));
            assertFalse(failed.toString().contains("canary-webhook"));
            assertFalse(Files.readString(app.log()).contains("canary-webhook"));
            assertEquals(404, keeper.post("queries/none/runs", "").statusCode());
            assertEquals(
                    400,
                    keeper.post("queries/walk/runs", "{\"from\":\"x\",\"to\":\"now\"}")
                            .statusCode());
        } finally {
            grafana.close();
        }
    }

    private static JsonNode awaitLastRun(KeeperApi keeper) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode last = keeper.get("queries").path("queries").path(0).path("lastRun");
            if (!last.isNull()) {
                return last;
            }
            Thread.sleep(50);
        }
        throw new IOException("the scheduled query did not run: " + keeper.get("queries"));
    }
}
