package io.grafanakeeper.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.azure.BlobBackupStore;
import io.grafanakeeper.azure.BlobExports;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.downloads.Download;
import io.grafanakeeper.downloads.DownloadFile;
import io.grafanakeeper.downloads.DownloadStore;
import io.grafanakeeper.downloads.MemoryDownloads;
import io.grafanakeeper.sandbox.AppProcess;
import io.grafanakeeper.sandbox.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports and imports over HTTP, by an app in a process of its own, with Azurite behind it. */
@SuppressWarnings("NullAway.Init") // set before the tests
class ExportIT {
    private static Stage stage;
    private static AppProcess app;
    private static BlobServiceClient blobs;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        stage = Stage.start(folder);
        String configuration = Stage.demo(URI.create("http://127.0.0.1:9"), "")
                + "  small:\n    endpoint: http://127.0.0.1:9\n    auth: token\n    secret: x\n";
        app = stage.app(configuration, 0, null, List.of("-Xmx128m"));
        blobs = new BlobServiceClientBuilder()
                .endpoint(stage.storage().blobUri().toString())
                .credential(stage.identity().credential())
                .buildClient();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void sendsALargeArchiveByALinkAndTakesItBackFromABlob() throws IOException, InterruptedException {
        Manifest manifest = stored(large());
        HttpResponse<byte[]> first = get("targets/demo/backups/latest/archive");
        assertEquals(302, first.statusCode(), () -> new String(first.body(), StandardCharsets.UTF_8));
        URI link = URI.create(first.headers().firstValue("Location").orElseThrow());
        assertTrue(
                link.getQuery().contains("sp=r&") && link.getQuery().contains("spr=https&"), "read only, https only");
        HttpResponse<byte[]> archive = fetch(link);
        assertEquals(200, archive.statusCode());
        assertEquals(
                "application/gzip", archive.headers().firstValue("Content-Type").orElse(""));
        assertEquals(manifest.items().size() + 1, Tars.open(archive.body()).size());
        assertEquals(
                403, fetch(URI.create(link.toString().replace("sp=r", "sp=rw"))).statusCode());

        assertEquals(
                302, get("targets/demo/backups/" + manifest.id() + "/archive").statusCode());
        assertEquals(
                1,
                blobs.getBlobContainerClient("keeper-exports").listBlobs().stream()
                        .count());

        blobs.createBlobContainerIfNotExists("keeper-imports")
                .getBlobClient("from/elsewhere.tar.gz")
                .upload(BinaryData.fromBytes(archive.body()));
        JsonNode imported = json(
                post("targets/small/imports", "{\"blob\":\"from/elsewhere.tar.gz\"}".getBytes(StandardCharsets.UTF_8)));
        assertEquals(manifest.items().size(), imported.path("items").asInt());
        assertEquals(manifest.items().size(), imported.path("newObjects").asInt());
        assertEquals("complete", imported.path("state").asText());
        JsonNode again = json(post("targets/small/imports?blob=from/elsewhere.tar.gz", new byte[0]));
        assertEquals(imported.path("backup"), again.path("backup"));
        assertEquals(200, get("runs/" + imported.path("run").asText()).statusCode());
        assertEquals(
                404,
                post("targets/small/imports?blob=from/nowhere.tar.gz", new byte[0])
                        .statusCode());
        assertEquals(
                400,
                post("targets/small/imports?blob=../secrets.tar.gz", new byte[0])
                        .statusCode());
    }

    @Test
    void answersWithASmallArchiveAndTakesItBackFromTheBody() throws IOException, InterruptedException {
        MemoryBackups memory = new MemoryBackups();
        Manifest manifest = new Backups(memory).withOneOfEach().manifest();
        byte[] archive = ((Download.Whole) new Exporter(memory, new MemoryDownloads()).export(manifest, false)).bytes();
        JsonNode imported = json(post("targets/small/imports?at=2019-01-01T00:00:00Z", archive));
        String backup = imported.path("backup").asText();
        assertTrue(backup.startsWith("20190101T000000Z-"), backup);
        HttpResponse<byte[]> answer = get("targets/small/backups/" + backup + "/archive");
        assertEquals(200, answer.statusCode());
        assertEquals(
                "application/gzip", answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "attachment; filename=\"small-" + backup + ".tar.gz\"",
                answer.headers().firstValue("Content-Disposition").orElse(""));
        Map<String, String> before = Tars.open(archive);
        Map<String, String> after = Tars.open(answer.body());
        before.remove(ArchiveNames.MANIFEST);
        after.remove(ArchiveNames.MANIFEST);
        assertEquals(before, after);
    }

    @Test
    void refusesAHostileArchiveWithTheEntrysName() throws IOException, InterruptedException {
        HttpResponse<byte[]> refused = post(
                "targets/small/imports",
                new Tars().file("../../evil.json", "{}").gzip());
        assertEquals(400, refused.statusCode());
        String body = new String(refused.body(), StandardCharsets.UTF_8);
        assertTrue(body.contains("../../evil.json"), body);
        assertEquals(
                "application/problem+json",
                refused.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void signsWithTheAccountsKeyWhereAConnectionStringIsAllThereIs() throws IOException, InterruptedException {
        BlobServiceClient byKey = new BlobServiceClientBuilder()
                .connectionString(stage.storage().connectionString())
                .buildClient();
        BlobExports exports = new BlobExports(Lazy.of(() -> byKey), Clock.systemUTC());
        assertTrue(exports.link("key/none.tar.gz").isEmpty());
        DownloadStore.Upload upload = exports.upload(new DownloadFile("key/a.csv", "text/csv; charset=utf-8"), true);
        upload.write("piece".getBytes(StandardCharsets.UTF_8), 1, 3);
        assertTrue(exports.link("key/a.csv").isEmpty(), "nothing exists before the commit");
        upload.commit();
        HttpResponse<byte[]> read = fetch(exports.link("key/a.csv").orElseThrow());
        assertEquals("iec", new String(read.body(), StandardCharsets.UTF_8));
        assertEquals(
                "text/csv; charset=utf-8",
                read.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "attachment; filename=\"key-a.csv\"",
                read.headers().firstValue("Content-Disposition").orElse(""));
        byKey.getBlobContainerClient("keeper-exports")
                .getBlobClient("key/a.csv")
                .delete();
    }

    @Test
    void letsTheFirstOfTwoUploadsOfOneArchiveWin() {
        BlobExports exports = new BlobExports(Lazy.of(() -> blobs), Clock.systemUTC());
        DownloadStore.Upload first = exports.upload(new DownloadFile("twice/a.tar.gz", "application/gzip"), false);
        DownloadStore.Upload second = exports.upload(new DownloadFile("twice/a.tar.gz", "application/gzip"), false);
        first.write(new byte[] {1}, 0, 1);
        second.write(new byte[] {1}, 0, 1);
        first.commit();
        second.commit();
        assertTrue(exports.link("twice/a.tar.gz").isPresent());
        blobs.getBlobContainerClient("keeper-exports")
                .getBlobClient("twice/a.tar.gz")
                .delete();
    }

    private static Manifest stored(MemoryBackups memory) {
        BlobBackupStore store = new BlobBackupStore(Lazy.of(() -> blobs.getBlobContainerClient("grafana-backups")));
        Manifest manifest =
                memory.readManifest(Backups.TARGET, "20260301T060000Z-1a2b").orElseThrow();
        for (Item item : manifest.items()) {
            byte[] content = memory.readObject(Backups.TARGET, item.sha256()).orElseThrow();
            store.putObject(Backups.TARGET, new Content(content, item.sha256()));
        }
        store.putManifest(manifest);
        return manifest;
    }

    private static MemoryBackups large() {
        MemoryBackups memory = new MemoryBackups();
        Backups backups = new Backups(memory);
        Random random = new Random(3);
        for (int i = 0; i < 12; i++) {
            byte[] noise = new byte[1024 * 1024];
            random.nextBytes(noise);
            String content = "{\"noise\":\"" + HexFormat.of().formatHex(noise) + "\"}";
            backups.with(ItemKind.DASHBOARD, "d" + i, "D" + i, "", "", content);
        }
        backups.manifest();
        return memory;
    }

    private static HttpResponse<byte[]> get(String route) throws IOException, InterruptedException {
        return HTTP.send(request(route).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> post(String route, byte[] body) throws IOException, InterruptedException {
        return HTTP.send(
                request(route)
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String route) {
        return HttpRequest.newBuilder(URI.create(app.url() + "/" + route)).header("x-functions-key", app.key());
    }

    private static HttpResponse<byte[]> fetch(URI link) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertEquals(200, answer.statusCode(), body);
        return Backups.json(body);
    }
}
