package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grafanakeeper.archive.Packing;
import io.grafanakeeper.notices.WebhookServer;
import io.grafanakeeper.sandbox.AppProcess;
import io.grafanakeeper.sandbox.KeeperApi;
import io.grafanakeeper.sandbox.Stage;
import io.grafanakeeper.sandbox.WebhookApi;
import io.grafanakeeper.sandbox.azure.SecretVersion;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Faults;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Plants values that only a secret can have, uses the app well and badly, and looks for them everywhere. */
final class CanaryIT {
    private static final String PASSWORD = "canary-password-51c3";
    private static final String HMAC_KEY = "canary-hmac-key-8d20";

    @Test
    void secretsAppearNowhere() throws Exception {
        FakeGrafana grafana = FakeGrafana.builder()
                .flavour(Flavour.V11_6)
                .adminPassword(PASSWORD)
                .build()
                .start();
        grafana.seedSamples();
        String token = grafana.mintToken("canary", "Admin", null);
        try (Stage stage = Stage.start(Path.of("target", "acceptance", "canary"));
                WebhookServer chat = new WebhookServer(200, 404)) {
            stage.vault().put("canary-token", token);
            stage.vault().put("canary-password", PASSWORD);
            stage.vault().put("canary-hmac", HMAC_KEY);
            stage.vault().put("canary-chat", chat.address());
            String storageKey = stage.storage().connectionString();
            AppProcess app = stage.app(configuration(grafana));
            KeeperApi keeper = new KeeperApi(app);
            List<String> seen = new ArrayList<>();
            use(keeper, seen);
            String called = call(app, seen);
            seen.add(keeper.await(called, record -> {}).toString());
            for (int notice = 0; notice < 2; notice++) {
                String description = "notice " + notice;
                grafana.touchDashboard("nodes", model -> model.put("description", description));
                seen.add(keeper.await(keeper.startBackup("token"), record -> {}).toString());
            }
            assertEquals(2, chat.posts().size(), "one notice that was taken and one that was refused");
            grafana.faults().outage(Faults.Outage.CLOSED);
            use(keeper, seen);
            grafana.faults().clear();
            grafana.revoke(token);
            use(keeper, seen);
            seen.add(Files.readString(app.log()));
            seen.addAll(blobs(storageKey));
            assertTrue(stage.telemetry().items().size() > 5);
            seen.add(stage.telemetry().items().toString());
            List<String> rotated = stage.vault().versions("canary-rotated").stream()
                    .map(SecretVersion::value)
                    .toList();
            assertTrue(rotated.size() >= 2);
            seen.add(stage.vault().versions("canary-rotated").toString());
            List<String> secrets = new ArrayList<>(rotated);
            secrets.addAll(List.of(
                    token,
                    PASSWORD,
                    HMAC_KEY,
                    "very-secret",
                    "secret-too",
                    Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8)),
                    storageKey.replaceAll(".*AccountKey=([^;]+);.*", "$1"),
                    app.key(),
                    "not-for-your-eyes"));
            for (String text : seen) {
                // The line with which the stand-in for the host announces itself names its keys; it is not the app's.
                String ours = text.replaceAll("(?m)^host: \\{.*$", "");
                for (String secret : secrets) {
                    assertFalse(ours.contains(secret), () -> "a secret appears in: " + ours);
                }
            }
        } finally {
            grafana.close();
        }
    }

    private static void use(KeeperApi keeper, List<String> seen) throws IOException, InterruptedException {
        for (String target : List.of("token", "basic")) {
            String run = keeper.startBackup(target);
            seen.add(keeper.awaitAttempt(run).toString());
            for (String route :
                    List.of("/check", "/backups", "/backups/latest", "/backups/latest/items/data-source/prom")) {
                seen.add(keeper.send("targets/" + target + route).body());
            }
        }
        String rotation =
                keeper.post("credentials/canary/rotations", "{\"force\":true}").body();
        seen.add(rotation);
        seen.add(keeper.awaitAttempt(
                        new ObjectMapper().readTree(rotation).path("id").asText())
                .toString());
        seen.add(keeper.send("credentials").body());
        seen.add(keeper.get("targets").toString());
        assertEquals(200, keeper.send("health").statusCode());
    }

    /** Calls the webhook in all the ways that are answered differently, and returns the run of the one that is taken. */
    private static String call(AppProcess app, List<String> seen) throws IOException, InterruptedException {
        WebhookApi webhook = new WebhookApi(app, "token", HMAC_KEY);
        Map<Integer, HttpResponse<String>> answers = Map.of(
                202, webhook.call("{\"dashboards\":[\"nodes\"]}"),
                400, webhook.call("not JSON"),
                401, new WebhookApi(app, "token", "another key").call("{}"));
        answers.forEach((status, answer) -> {
            assertEquals(status, answer.statusCode());
            seen.add(answer.headers().map() + answer.body());
        });
        return new ObjectMapper()
                .readTree(Objects.requireNonNull(answers.get(202)).body())
                .path("id")
                .asText();
    }

    private static String configuration(FakeGrafana grafana) {
        return """
            targets:
              token:
                endpoint: %s
                auth: token
                secret: canary-token
                notify: canary-chat
              basic:
                endpoint: %s
                auth: basic
                user: admin
                secret: canary-password
            credentials:
              canary:
                target: basic
                serviceAccount: rotated
                secret: canary-rotated
            webhooks:
              token:
                secret: canary-hmac
            """.formatted(grafana.endpoint(), grafana.endpoint());
    }

    private static List<String> blobs(String connectionString) throws IOException {
        BlobServiceClient service = new BlobServiceClientBuilder()
                .connectionString(connectionString)
                .buildClient();
        List<String> contents = new ArrayList<>();
        for (String name : List.of("grafana-backups", "keeper-runs", "keeper-state")) {
            BlobContainerClient container = service.getBlobContainerClient(name);
            for (var blob : container.listBlobs()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                container.getBlobClient(blob.getName()).downloadStream(bytes);
                byte[] plain =
                        blob.getName().endsWith(".gz") ? Packing.unpack(bytes.toByteArray()) : bytes.toByteArray();
                Map<String, String> metadata = blob.getMetadata() == null ? Map.of() : blob.getMetadata();
                contents.add(blob.getName() + metadata + new String(plain, StandardCharsets.UTF_8));
            }
        }
        return contents;
    }
}
