package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.sandbox.KeeperApi;
import io.grafanakeeper.sandbox.Stage;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Backs up a Grafana that knows the app by its managed identity. */
final class EntraIT {
    private static final String AUDIENCE = "https://dashboard.azure.com";

    @Test
    void renewsATokenThatGrafanaRefusesOnce() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (Stage stage = Stage.start(Path.of("target", "acceptance", "entra"));
                FakeGrafana grafana = FakeGrafana.builder()
                        .entra(token -> stage.identity().accepts(token, AUDIENCE) && !firstOf(seen, token))
                        .build()
                        .start()) {
            grafana.seedSamples();
            String configuration = "targets:\n  demo:\n    endpoint: " + grafana.endpoint() + "\n    auth: entra\n";
            KeeperApi keeper = new KeeperApi(stage.app(configuration));
            JsonNode run = keeper.await(keeper.startBackup("demo"), record -> {});
            assertEquals("succeeded", run.path("state").asText(), run::toString);
            assertEquals(2, stage.identity().given(AUDIENCE));
            assertTrue(grafana.requests().refused() < 20);
        }
    }

    /** Tells whether this is the first token that ever came, which stays refused. */
    private static synchronized boolean firstOf(Set<String> seen, String token) {
        if (seen.isEmpty()) {
            seen.add(token);
        }
        return seen.contains(token);
    }
}
