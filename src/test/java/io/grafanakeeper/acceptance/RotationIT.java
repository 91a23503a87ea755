package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.sandbox.AppProcess;
import io.grafanakeeper.sandbox.HostApi;
import io.grafanakeeper.sandbox.KeeperApi;
import io.grafanakeeper.sandbox.Stage;
import io.grafanakeeper.sandbox.azure.FakeKeyVault;
import io.grafanakeeper.sandbox.azure.Fault;
import io.grafanakeeper.sandbox.azure.VaultOperation;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class RotationIT {
    private static final int CREDENTIALS = 50;

    @Test
    void aTimerARequestAndAnEventAtOnceMakeOneTokenACredential() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        try (Stage stage = Stage.start(Path.of("target", "acceptance", "rotation-race"))) {
            stage.vault().put(Stage.TOKEN_SECRET, grafana.mintToken("keeper", "Admin", null));
            String configuration = Stage.demo(grafana.endpoint(), credentials());
            AppProcess one = stage.app(configuration);
            AppProcess other = stage.app(configuration);
            KeeperApi keeper = new KeeperApi(other);
            List<Callable<String>> requests = new ArrayList<>();
            for (int i = 0; i < CREDENTIALS; i++) {
                String name = "c" + i;
                requests.add(() -> keeper.postForJson("credentials/" + name + "/rotations", "", 202)
                        .path("id")
                        .asText());
            }
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<String> runs = new ArrayList<>();
            try {
                Future<Void> timer = threads.submit(() -> {
                    new HostApi(one).runTimer("RotationSchedule");
                    return null;
                });
                Future<Void> events = threads.submit(() -> {
                    new HostApi(other).deliver("SecretNearExpiry", events());
                    return null;
                });
                for (Future<String> run : threads.invokeAll(requests)) {
                    runs.add(run.get());
                }
                timer.get();
                events.get();
            } finally {
                threads.shutdownNow();
            }
            for (String run : runs) {
                JsonNode record = keeper.await(run, progress -> {});
                assertEquals("succeeded", record.path("state").asText(), record::toString);
            }
            stage.storage().awaitEmptyQueue("rotation-jobs");
            assertEquals(
                    CREDENTIALS,
                    grafana.liveTokens().stream()
                            .filter(name -> name.startsWith("keeper-c"))
                            .count());
            for (int i = 0; i < CREDENTIALS; i++) {
                assertEquals(1, stage.vault().versions("secret-c" + i).size());
                assertTrue(grafana.accepts(stage.vault().value("secret-c" + i).orElseThrow()));
            }
        } finally {
            grafana.close();
        }
    }

    @Test
    void aRotationKilledWhileItWritesTheSecretIsFinishedByTheNextDelivery() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        try (Stage stage = Stage.start(Path.of("target", "acceptance", "rotation-kill"))) {
            stage.vault().put(Stage.TOKEN_SECRET, grafana.mintToken("keeper", "Admin", null));
            String configuration = Stage.demo(grafana.endpoint(), credential(0));
            AppProcess app = stage.app(configuration, KillIT.SHORT_LEASE);
            KeeperApi first = new KeeperApi(app);
            first.await(
                    first.postForJson("credentials/c0/rotations", "", 202)
                            .path("id")
                            .asText(),
                    progress -> {});
            stage.vault().faults().times(1, FakeKeyVault.asks(VaultOperation.SET), Fault.hang());
            String run = first.postForJson("credentials/c0/rotations", "{\"force\":true}", 202)
                    .path("id")
                    .asText();
            while (stage.vault().faults().spoiled() == 0) {
                Thread.sleep(20);
            }
            app.kill();
            KeeperApi keeper = new KeeperApi(stage.app(configuration, KillIT.SHORT_LEASE));
            JsonNode record = keeper.await(run, progress -> {});
            assertEquals("succeeded", record.path("state").asText(), record::toString);
            assertEquals(1, record.path("result").path("deletedTokens").size(), record::toString);
            assertTrue(grafana.accepts(stage.vault().value("secret-c0").orElseThrow()));
            // The app's own, the current one and the one before it.
            assertEquals(3, grafana.liveTokens().size());
        } finally {
            grafana.close();
        }
    }

    @Test
    void aRotationThatCannotBeDoneIsToldLoudly() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        try (Stage stage = Stage.start(Path.of("target", "acceptance", "rotation-loud"))) {
            stage.vault().put(Stage.TOKEN_SECRET, grafana.mintToken("keeper", "Viewer", null));
            AppProcess app = stage.app(Stage.demo(grafana.endpoint(), credential(0)));
            KeeperApi keeper = new KeeperApi(app);
            String run = keeper.postForJson("credentials/c0/rotations", "", 202)
                    .path("id")
                    .asText();
            JsonNode record = keeper.await(run, progress -> {});
            assertEquals("failed", record.path("state").asText(), record::toString);
            String error = record.path("error").asText();
            assertTrue(error.contains("could not be rotated") && error.contains("Grafana Admin"), error);
            JsonNode state = keeper.get("credentials").path("credentials").path(0);
            assertTrue(state.path("state").asText().startsWith("failing: "), state::toString);
            assertEquals(404, keeper.post("credentials/none/rotations", "").statusCode());
            assertEquals(
                    400,
                    keeper.post("credentials/c0/rotations", "{\"force\":1}").statusCode());
            HostApi host = new HostApi(app);
            host.deliver("SecretNearExpiry", event("unknown-secret"));
            host.deliver("SecretNearExpiry", "[{\"id\":\"1\",\"eventType\":\"Other\",\"subject\":\"x\",\"data\":{}}]");
        } finally {
            grafana.close();
        }
    }

    private static String credentials() {
        StringBuilder yaml = new StringBuilder(credential(0));
        for (int i = 1; i < CREDENTIALS; i++) {
            yaml.append(credential(i).substring("credentials:\n".length()));
        }
        return yaml.toString();
    }

    private static String credential(int number) {
        return "credentials:\n  c" + number + ":\n    target: demo\n    serviceAccount: ci\n    secret: secret-c"
                + number + "\n";
    }

    private static String events() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < CREDENTIALS; i++) {
            events.add(event("secret-c" + i));
        }
        return "[" + String.join(",", events) + "]";
    }

    private static String event(String secret) {
        return "{\"id\":\"" + secret + "\",\"eventType\":\"Microsoft.KeyVault.SecretNearExpiry\",\"subject\":\""
                + secret + "\",\"data\":{\"ObjectType\":\"Secret\",\"ObjectName\":\"" + secret + "\"}}";
    }
}
