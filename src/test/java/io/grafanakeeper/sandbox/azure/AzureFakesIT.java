package io.grafanakeeper.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.QueueStorageException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real storage SDKs, with a managed identity's token, against Azurite by Azure's host names over TLS. */
@SuppressWarnings("NullAway.Init") // set before each test
class AzureFakesIT {
    private FakeIdentity identity;
    private Azurite azurite;
    private BlobContainerClient container;

    @BeforeEach
    void start() throws IOException {
        identity = FakeIdentity.start();
        azurite = Azurite.shared();
        container = AzureClients.blobs(azurite, identity).createBlobContainer("test-" + UUID.randomUUID());
    }

    @AfterEach
    void stop() {
        identity.close();
    }

    @Test
    void refusesTheSecondWriteWithIfNoneMatch() {
        put("manifest.json", "first", Map.of());
        BlobStorageException refused =
                assertThrows(BlobStorageException.class, () -> put("manifest.json", "second", Map.of()));
        assertEquals(409, refused.getStatusCode());
        assertEquals(
                "first",
                container.getBlobClient("manifest.json").downloadContent().toString());
        assertEquals(1, identity.given("https://storage.azure.com"));
    }

    @Test
    void refusesAnExpiredToken() {
        identity.lifetime(Duration.ofMinutes(-1));
        FakeIdentity.forgetTokens();
        BlobStorageException refused = assertThrows(
                BlobStorageException.class,
                () -> AzureClients.blobs(azurite, identity).createBlobContainer("refused"));
        assertEquals(403, refused.getStatusCode());
    }

    @Test
    void leasesABlobToOneHolder() {
        put("lease", "", Map.of());
        BlobLeaseClient first = lease("lease");
        first.acquireLease(15);
        BlobStorageException refused =
                assertThrows(BlobStorageException.class, () -> lease("lease").acquireLease(15));
        assertEquals(409, refused.getStatusCode());
        first.releaseLease();
        assertNotNull(lease("lease").acquireLease(15));
    }

    @Test
    void listsNamesInOrderWithTheirMetadata() {
        put("demo/backups/2", "{}", Map.of("state", "partial"));
        put("demo/backups/1", "{}", Map.of("state", "succeeded"));
        put("demo/objects/1", "{}", Map.of());
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix("demo/backups/")
                .setDetails(new BlobListDetails().setRetrieveMetadata(true));
        Map<?, ?> first = container.listBlobs(options, null).stream()
                .findFirst()
                .map(BlobItem::getMetadata)
                .orElseThrow();
        assertEquals(Map.of("state", "succeeded"), first);
        assertEquals(2, container.listBlobs(options, null).stream().count());
    }

    @Test
    void opensABlobToTheHolderOfALinkMadeWithTheIdentity() throws IOException, InterruptedException {
        put("archive.tar.gz", "bytes", Map.of());
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        OffsetDateTime until = now.plusMinutes(5);
        // Azurite answers 400 when the start is left out.
        UserDelegationKey key = AzureClients.blobs(azurite, identity).getUserDelegationKey(now.minusMinutes(5), until);
        BlobClient blob = container.getBlobClient("archive.tar.gz");
        String sas = blob.generateUserDelegationSas(
                new BlobServiceSasSignatureValues(until, new BlobSasPermission().setReadPermission(true)), key);
        HttpResponse<String> read = get(blob.getBlobUrl() + "?" + sas);
        assertEquals(200, read.statusCode(), read.body());
        assertEquals("bytes", read.body());
        assertEquals(
                403, get(blob.getBlobUrl() + "?" + sas.replace("sp=r", "sp=w")).statusCode());
    }

    @Test
    void takesTheAccountKeyOfItsConnectionString() {
        put("by-token", "bytes", Map.of());
        BlobServiceClient byKey = new BlobServiceClientBuilder()
                .connectionString(azurite.connectionString())
                .buildClient();
        assertEquals(
                "bytes",
                byKey.getBlobContainerClient(container.getBlobContainerName())
                        .getBlobClient("by-token")
                        .downloadContent()
                        .toString());
    }

    @Test
    void countsHowOftenAMessageWasTakenUntilItIsDeleted() {
        QueueClient queue = AzureClients.queues(azurite, identity).createQueue("jobs-" + UUID.randomUUID());
        queue.sendMessage("backup demo");
        for (int attempt = 1; attempt <= 5; attempt++) {
            QueueMessageItem message = queue.receiveMessage();
            assertEquals("backup demo", message.getBody().toString());
            assertEquals(attempt, message.getDequeueCount());
            assertNull(queue.receiveMessage(), "a taken message is invisible");
            queue.updateMessage(
                    message.getMessageId(),
                    message.getPopReceipt(),
                    message.getBody().toString(),
                    Duration.ZERO);
            if (attempt == 5) {
                QueueMessageItem last = queue.receiveMessage();
                queue.deleteMessage(last.getMessageId(), last.getPopReceipt());
            }
        }
        assertNull(queue.receiveMessage());
        assertThrows(
                QueueStorageException.class,
                () -> AzureClients.queues(azurite, identity)
                        .getQueueClient("missing")
                        .receiveMessage());
    }

    @Test
    void keepsItsDataInAFolderAcrossARestart(@TempDir Path folder) throws IOException {
        try (Azurite first = Azurite.start(folder)) {
            AzureClients.blobs(first, identity)
                    .createBlobContainer("kept")
                    .getBlobClient("blob")
                    .upload(BinaryData.fromString("still here"));
        }
        try (Azurite second = Azurite.start(folder)) {
            assertEquals(
                    "still here",
                    AzureClients.blobs(second, identity)
                            .getBlobContainerClient("kept")
                            .getBlobClient("blob")
                            .downloadContent()
                            .toString());
        }
    }

    @Test
    void sharesOneInstanceAndNamesItInTheSettingsOfAnIdentityBasedConnection() {
        assertSame(azurite, Azurite.shared());
        Map<String, String> settings = azurite.env("BackupStorage");
        assertEquals(azurite.blobUri().toString(), settings.get("BackupStorage__blobServiceUri"));
        assertEquals(azurite.queueUri().toString(), settings.get("BackupStorage__queueServiceUri"));
        assertEquals("managedidentity", settings.get("BackupStorage__credential"));
    }

    @Test
    void endsWithTheProcessThatStartedItEvenWhenThatIsKilled() throws Exception {
        Process parent = AzuriteParent.launch();
        try {
            ProcessHandle child =
                    ProcessHandle.of(AzuriteParent.childOf(parent)).orElseThrow();
            assertTrue(child.isAlive());
            parent.destroyForcibly();
            child.onExit().get(20, TimeUnit.SECONDS);
        } finally {
            parent.destroyForcibly();
        }
    }

    private void put(String name, String content, Map<String, String> metadata) {
        BlobParallelUploadOptions options = new BlobParallelUploadOptions(BinaryData.fromString(content))
                .setMetadata(metadata)
                .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*"));
        container.getBlobClient(name).uploadWithResponse(options, null, Context.NONE);
    }

    private BlobLeaseClient lease(String name) {
        return new BlobLeaseClientBuilder()
                .blobClient(container.getBlobClient(name))
                .buildClient();
    }

    private static HttpResponse<String> get(String uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
