package io.grafanakeeper.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.runs.Once;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Remembers with blobs in the container {@code keeper-state}, {@code once/<name>}, each with a mark of who claimed it. */
public final class BlobOnce implements Once {
    private final BlobContainer blobs;

    /** Creates the memory over a container client that is built on first use. */
    public BlobOnce(Lazy<BlobContainerClient> container) {
        blobs = new BlobContainer(container);
    }

    @Override
    public boolean first(String name) {
        String blob = blob(name);
        byte[] mark = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        // The SDK repeats a write whose answer was lost, and is refused then because of its own first try.
        return blobs.putNew(blob, mark, "text/plain", Map.of()) || blobs.holds(blob, mark);
    }

    /** Tells whether somebody has claimed something. */
    public boolean claimed(String name) {
        return blobs.exists(blob(name));
    }

    private static String blob(String name) {
        return "once/" + name;
    }
}
