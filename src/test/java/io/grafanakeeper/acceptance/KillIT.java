package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KillIT {
    private static final int KILLS = 10;
    private static final int DASHBOARDS = 120;
    /** A message is delivered again this long after its worker died. */
    static final String SHORT_LEASE = "-Dhost.lease=PT2S";

    @Test
    void aKilledRunIsFinishedByTheNextDeliveryAndHurtsNothing() throws Exception {
        FakeGrafana grafana = FakeGrafana.builder()
                .flavour(Flavour.V11_6)
                .roundTrip(Duration.ofMillis(40))
                .build()
                .start();
        for (int i = 0; i < DASHBOARDS; i++) {
            grafana.putDashboard("", BackupIT.dashboard(i));
        }
        try (Scene scene = Scene.start("kill", grafana, SHORT_LEASE)) {
            Random random = new Random(11);
            Set<String> backups = new HashSet<>();
            for (int kill = 0; kill < KILLS; kill++) {
                int round = kill;
                grafana.touchDashboard("d" + kill, model -> model.put("description", "round " + round));
                String run = scene.keeper().startBackup("demo");
                Thread.sleep(random.nextInt(1200));
                scene.restart(SHORT_LEASE);
                JsonNode finished = scene.keeper().await(run, record -> {});
                assertEquals("succeeded", finished.path("state").asText(), finished::toString);
                assertTrue(backups.add(finished.path("result").path("backup").asText()), "two runs made one backup");
            }
            assertEquals(KILLS, scene.backups().size());
            for (JsonNode backup : scene.backups()) {
                JsonNode manifest = scene.manifest(backup.path("id").asText());
                assertEquals(DASHBOARDS, Scene.items(manifest, "dashboard").size());
                JsonNode item = Scene.items(manifest, "dashboard").get(random.nextInt(DASHBOARDS));
                String stored = scene.stored(
                        manifest.path("id").asText(), item.path("uid").asText());
                assertEquals(item.path("sha256").asText(), Content.hash(stored.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
