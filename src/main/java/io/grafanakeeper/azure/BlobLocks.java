package io.grafanakeeper.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.runs.Lock;
import io.grafanakeeper.runs.Locks;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Gives locks that are leases on empty blobs in the container {@code keeper-locks}. */
public final class BlobLocks implements Locks {
    private final Lazy<BlobContainerClient> container;
    private final BlobContainer blobs;
    private final Duration renewal;

    /** Creates the locks over a container client that is built on first use. */
    public BlobLocks(Lazy<BlobContainerClient> container) {
        this(container, Duration.ofSeconds(15));
    }

    BlobLocks(Lazy<BlobContainerClient> container, Duration renewal) {
        this.container = container;
        this.blobs = new BlobContainer(container);
        this.renewal = renewal;
    }

    @Override
    public Optional<Lock> tryLock(String name) {
        return AzureCalls.call(BlobContainer.SERVICE, BlobContainer.ADVICE, () -> {
            try {
                return acquire(name);
            } catch (BlobStorageException e) {
                if (e.getStatusCode() != 404) {
                    throw e;
                }
                blobs.putNew(name, new byte[0], "application/octet-stream", Map.of());
                return acquire(name);
            }
        });
    }

    private Optional<Lock> acquire(String name) {
        BlobLeaseClient lease = new BlobLeaseClientBuilder()
                .blobClient(container.get().getBlobClient(name))
                .buildClient();
        long asked = System.nanoTime();
        try {
            lease.acquireLease(BlobLease.SECONDS);
            return Optional.of(new BlobLease(lease, asked, renewal));
        } catch (BlobStorageException e) {
            if (BlobErrorCode.LEASE_ALREADY_PRESENT.equals(e.getErrorCode())
                    || BlobErrorCode.LEASE_IS_BREAKING_AND_CANNOT_BE_ACQUIRED.equals(e.getErrorCode())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
