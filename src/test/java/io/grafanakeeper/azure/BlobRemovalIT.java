package io.grafanakeeper.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Removal;
import io.grafanakeeper.archive.SampleBackups;
import io.grafanakeeper.archive.StoredObject;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.sandbox.azure.Azurite;
import io.grafanakeeper.sandbox.azure.Fault;
import io.grafanakeeper.sandbox.azure.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists and removes what is kept on Azurite; what Azurite does not know, a proxy before it answers. */
@SuppressWarnings("NullAway.Init") // set before each test
class BlobRemovalIT {
    private static final String TARGET = "demo";
    private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

    private FaultProxy proxy;
    private BlobBackupStore store;

    @BeforeEach
    void start() throws IOException {
        URI blobs = Azurite.shared().blobUri();
        proxy = FaultProxy.before(blobs.resolve("/"));
        String account =
                Azurite.shared().connectionString().replace(blobs.toString(), proxy.uri() + "/" + Azurite.ACCOUNT);
        BlobContainerClient container = new BlobServiceClientBuilder()
                .connectionString(
                        account.replaceFirst("QueueEndpoint=[^;]*;", "").replace("Protocol=https", "Protocol=http"))
                .buildClient()
                .getBlobContainerClient("removal-" + UUID.randomUUID());
        store = new BlobBackupStore(Lazy.of(() -> container));
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void listsObjectsWithTheirHashesAndNothingElse() {
        SampleBackups.store(store, TARGET, NOW, BackupState.COMPLETE, "one", "two");
        store.putObject("demo-2", SampleBackups.content("of another target"));
        assertEquals(
                Set.of(hash("one"), hash("two")),
                Set.copyOf(objects().stream().map(StoredObject::sha256).toList()));
        StoredObject first = objects().get(0);
        assertTrue(first.bytes() > 0);
        assertTrue(first.modified().isAfter(Instant.EPOCH));
    }

    @Test
    void removesAnObjectOnce() {
        store.putObject(TARGET, SampleBackups.content("one"));
        StoredObject listed = objects().get(0);
        assertEquals(Removal.REMOVED, store.removeObject(TARGET, listed));
        assertEquals(Removal.CHANGED, store.removeObject(TARGET, listed));
    }

    @Test
    void leavesAnObjectThatWasWrittenAnewSinceItWasListed() {
        store.putObject(TARGET, SampleBackups.content("one"));
        StoredObject listed = objects().get(0);
        store.removeObject(TARGET, listed);
        store.putObject(TARGET, SampleBackups.content("one"));
        assertEquals(Removal.CHANGED, store.removeObject(TARGET, listed));
        assertEquals(1, objects().size());
    }

    @Test
    void endsABackupWithItsManifest() {
        Manifest manifest = SampleBackups.store(store, TARGET, NOW, BackupState.COMPLETE, "one");
        assertTrue(store.hasManifest(TARGET, manifest.id()));
        assertEquals(Removal.REMOVED, store.removeManifest(TARGET, manifest.id()));
        assertFalse(store.hasManifest(TARGET, manifest.id()));
        assertEquals(1, objects().size());
    }

    @Test
    void tellsAPolicyFromAFailure() {
        Manifest manifest = SampleBackups.store(store, TARGET, NOW, BackupState.COMPLETE, "one");
        proxy.faults().next(Fault.status(409, Map.of("x-ms-error-code", "BlobImmutableDueToPolicy"), ""));
        assertEquals(Removal.KEPT_BY_POLICY, store.removeManifest(TARGET, manifest.id()));
    }

    @Test
    void findsTheMissingAmongFewAndAmongMany() {
        store.putObject(TARGET, SampleBackups.content("one"));
        Set<String> few = Set.of(hash("one"), hash("lost"));
        assertEquals(Set.of(hash("lost")), store.missing(TARGET, few));
        Set<String> many = new HashSet<>(few);
        IntStream.range(0, 600).forEach(i -> many.add(hash("lost " + i)));
        assertEquals(601, store.missing(TARGET, many).size());
    }

    @Test
    void writesAnObjectThatASweepRemovesBetweenTheRefusalAndTheLook() {
        proxy.faults().next(Fault.status(409, Map.of("x-ms-error-code", "BlobAlreadyExists"), ""), Fault.none());
        assertTrue(store.putObject(TARGET, SampleBackups.content("one")));
    }

    private List<StoredObject> objects() {
        List<StoredObject> objects = new ArrayList<>();
        store.listObjects(TARGET, objects::add);
        return objects;
    }

    private static String hash(String title) {
        return SampleBackups.content(title).sha256();
    }
}
