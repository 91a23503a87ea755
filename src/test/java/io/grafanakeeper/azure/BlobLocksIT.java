package io.grafanakeeper.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.runs.Lock;
import io.grafanakeeper.sandbox.azure.Azurite;
import io.grafanakeeper.sandbox.azure.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Takes locks on Azurite, which is true to Azure in leases. */
class BlobLocksIT {
    private static final String NAME = "backups-demo";
    private static final Duration PATIENCE = Duration.ofMillis(600);

    private final BlobContainerClient container = new BlobServiceClientBuilder()
            .connectionString(Azurite.shared().connectionString())
            .buildClient()
            .getBlobContainerClient("locks-" + UUID.randomUUID());
    private final BlobLocks one = new BlobLocks(Lazy.of(() -> container));
    private final BlobLocks other = new BlobLocks(Lazy.of(() -> container), Duration.ofMillis(100));

    @Test
    void givesALockToOneAtATime() {
        Lock lock = one.tryLock(NAME).orElseThrow();
        assertTrue(lock.held());
        assertTrue(other.tryLock(NAME).isEmpty());
        assertTrue(other.await(NAME, PATIENCE).isEmpty());
        assertTrue(other.tryLock("backups-another").isPresent());
        lock.release();
        assertTrue(other.tryLock(NAME).isPresent());
    }

    @Test
    void givesTheLockBackWhenTheWorkIsDone() {
        Optional<Boolean> held = one.locked(NAME, Duration.ZERO, Lock::held);
        assertEquals(Optional.of(true), held);
        assertTrue(other.tryLock(NAME).isPresent());
    }

    @Test
    void letsTheLockRunOutWhenTheWorkFails() {
        assertThrows(
                IllegalStateException.class,
                () -> one.locked(NAME, Duration.ZERO, lock -> {
                    throw new IllegalStateException("a write may be on its way");
                }));
        assertTrue(other.tryLock(NAME).isEmpty());
    }

    @Test
    void findsALockTakenWhoseLeaseIsBeingBroken() throws IOException {
        // Azurite answers as if it were not being broken.
        String code = "LeaseIsBreakingAndCannotBeAcquired";
        Fault breaking = Fault.status(
                409,
                Map.of("Content-Type", "application/xml", "x-ms-error-code", code),
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code + "</Code></Error>");
        try (FaultyStorage storage = new FaultyStorage()) {
            BlobLocks locks = new BlobLocks(storage.container());
            locks.tryLock(NAME).orElseThrow().release();
            storage.spoilWrite(breaking);
            assertTrue(locks.tryLock(NAME).isEmpty());
            assertEquals(1, storage.spoiled());
        }
    }

    @Test
    void noticesThatTheLockWasTakenAway() throws InterruptedException {
        Lock lock = other.tryLock(NAME).orElseThrow();
        new BlobLeaseClientBuilder()
                .blobClient(container.getBlobClient(NAME))
                .buildClient()
                .breakLease();
        for (int tries = 0; lock.held() && tries < 100; tries++) {
            Thread.sleep(50);
        }
        assertFalse(lock.held());
    }
}
