package io.grafanakeeper.azure;

import com.azure.storage.blob.BlobContainerClient;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunJson;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.ServiceException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Keeps run records in the blob container {@code keeper-runs}, one JSON blob a run; an ETag tells who was first. */
public final class BlobRunStore implements RunStore {
    private static final String JSON = "application/json";

    private final BlobContainer blobs;

    /** Creates the store over a container client that is built on first use. */
    public BlobRunStore(Lazy<BlobContainerClient> container) {
        blobs = new BlobContainer(container);
    }

    @Override
    public void create(Run run) {
        // A record that is there already is this run's own: ids are random.
        blobs.putNew(name(run.id()), bytes(run), JSON, Map.of());
    }

    @Override
    public Optional<Recorded> find(String id) {
        return blobs.get(name(id)).map(blob -> new Recorded(parse(id, blob.bytes()), blob.etag()));
    }

    @Override
    public Optional<Recorded> replace(Recorded before, Run after) {
        String mark = blobs.replace(name(after.id()), bytes(after), JSON, before.mark());
        return Optional.ofNullable(mark).map(newMark -> new Recorded(after, newMark));
    }

    private static String name(String id) {
        return id + ".json";
    }

    private static byte[] bytes(Run run) {
        return LosslessJson.canonical(RunJson.write(run));
    }

    private static Run parse(String id, byte[] bytes) {
        try {
            return RunJson.read(bytes);
        } catch (IOException e) {
            throw new ServiceException("Blob Storage", "the record of run " + id + " cannot be read", false, e);
        }
    }
}
