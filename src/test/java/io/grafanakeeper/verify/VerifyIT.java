package io.grafanakeeper.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grafanakeeper.archive.Layout;
import io.grafanakeeper.sandbox.KeeperApi;
import io.grafanakeeper.sandbox.Stage;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages a backup that the app has made, and asks the app about it and about retention. */
class VerifyIT {
    private static final String BACKUP = "targets/demo/backups/latest";

    @Test
    void namesTheFlippedByteAndTheDeletedObject(@TempDir Path folder) throws IOException, InterruptedException {
        try (Stage stage = Stage.start(folder);
                FakeGrafana grafana = FakeGrafana.builder().build().start()) {
            grafana.seedSamples();
            stage.vault().put(Stage.TOKEN_SECRET, grafana.mintToken("keeper", "Admin", null));
            KeeperApi keeper = new KeeperApi(stage.app(Stage.demo(grafana.endpoint(), ""), 0, null, List.of()));
            JsonNode run = keeper.await(keeper.startBackup("demo"), progress -> {});
            assertTrue(run.path("result").path("retention").path("unfinished").isNull(), run.toString());
            assertEquals(
                    "ok", post(keeper, BACKUP + "/verify", "").path("state").asText());
            JsonNode items = keeper.get(BACKUP).path("items");
            damage(stage, items.path(0), items.path(1));
            JsonNode report = post(keeper, BACKUP + "/verify", "");
            assertEquals("damaged", report.path("state").asText());
            assertEquals(
                    items.path(0).path("uid"), report.path("corrupt").path(0).path("uid"));
            assertEquals(
                    items.path(1).path("uid"), report.path("missing").path(0).path("uid"));
            assertEquals(
                    2, report.path("corrupt").size() + report.path("missing").size());
            JsonNode plan = post(keeper, "targets/demo/retention", "{\"apply\":false}");
            assertEquals(1, plan.path("backups").path("kept").asInt());
            assertEquals(
                    400,
                    keeper.post("targets/demo/retention", "{\"aply\":true}").statusCode());
        }
    }

    private static void damage(Stage stage, JsonNode flipped, JsonNode deleted) {
        BlobContainerClient container = new BlobServiceClientBuilder()
                .connectionString(stage.storage().connectionString())
                .buildClient()
                .getBlobContainerClient("grafana-backups");
        BlobClient object = container.getBlobClient(
                Layout.object("demo", flipped.path("sha256").asText()));
        byte[] bytes = object.downloadContent().toBytes();
        bytes[bytes.length / 2] ^= 1;
        object.upload(BinaryData.fromBytes(bytes), true);
        container
                .getBlobClient(Layout.object("demo", deleted.path("sha256").asText()))
                .delete();
    }

    private static JsonNode post(KeeperApi keeper, String route, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = keeper.post(route, body);
        assertEquals(200, answer.statusCode(), answer.body());
        return new ObjectMapper().readTree(answer.body());
    }
}
