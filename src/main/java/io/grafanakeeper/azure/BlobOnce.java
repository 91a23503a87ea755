package io.grafanakeeper.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.runs.Once;
import java.util.Map;

/** Remembers with empty blobs in the container {@code keeper-state}, {@code once/<name>}. */
public final class BlobOnce implements Once {
    private final BlobContainer blobs;

    /** Creates the memory over a container client that is built on first use. */
    public BlobOnce(Lazy<BlobContainerClient> container) {
        blobs = new BlobContainer(container);
    }

    @Override
    public boolean first(String name) {
        return blobs.putNew("once/" + name, new byte[0], "application/octet-stream", Map.of());
    }
}
