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
    private static final String OTHER = "ce34e7e5-485f-4d76-964f-b3d2b16d1e4f";

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

    @Test
    void aCheckNamesTheScopeThatWorksAndNoJobGuessesIt() throws Exception {
        try (Stage stage = Stage.start(Path.of("target", "acceptance", "entra-audience"));
                FakeGrafana grafana = FakeGrafana.builder()
                        .entra(token -> stage.identity().accepts(token, OTHER))
                        .build()
                        .start()) {
            grafana.seedSamples();
            String target = ":\n    endpoint: " + grafana.endpoint() + "\n    auth: entra\n";
            KeeperApi keeper = new KeeperApi(stage.app(
                    "targets:\n  wrong" + target + "  right" + target + "    scope: " + OTHER + "/.default\n"));
            JsonNode run = keeper.await(keeper.startBackup("wrong"), record -> {});
            assertEquals("failed", run.path("state").asText(), run::toString);
            assertEquals(0, stage.identity().given(OTHER));
            JsonNode refused = keeper.get("targets/wrong/check");
            assertEquals(OTHER + "/.default", refused.at("/audience/use").asText(), refused::toString);
            JsonNode found = keeper.get("targets/right/check");
            assertTrue(found.path("ok").asBoolean(), found::toString);
            assertEquals("accepted", found.at("/audience/answer").asText());
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
