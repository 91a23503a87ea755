package io.grafanakeeper.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.events.InboxState;
import io.grafanakeeper.events.InboxStore;
import io.grafanakeeper.runs.ServiceException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps inboxes in the container {@code keeper-state}, {@code events/<target>.json}; an ETag tells who was first. */
public final class BlobInboxStore implements InboxStore {
    private static final String JSON = "application/json";

    private final BlobContainer blobs;

    /** Creates the store over a container client that is built on first use. */
    public BlobInboxStore(Lazy<BlobContainerClient> container) {
        blobs = new BlobContainer(container);
    }

    @Override
    public Optional<Kept> find(String target) {
        return blobs.get(name(target)).map(blob -> new Kept(parse(target, blob.bytes()), blob.etag()));
    }

    @Override
    public boolean replace(String target, @Nullable String mark, InboxState state) {
        byte[] bytes = state.write();
        boolean written = mark == null
                ? blobs.putNew(name(target), bytes, JSON, Map.of())
                : blobs.replace(name(target), bytes, JSON, mark) != null;
        // The SDK repeats a write whose answer was lost, and is refused then because of its own first try.
        return written || blobs.holds(name(target), bytes);
    }

    private static String name(String target) {
        return "events/" + target + ".json";
    }

    private static InboxState parse(String target, byte[] bytes) {
        try {
            return InboxState.read(bytes);
        } catch (IOException e) {
            throw new ServiceException(
                    BlobContainer.SERVICE, "events/" + target + ".json in keeper-state cannot be read", false, e);
        }
    }
}
