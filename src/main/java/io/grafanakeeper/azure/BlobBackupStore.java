package io.grafanakeeper.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobItemProperties;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Layout;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.ManifestJson;
import io.grafanakeeper.archive.Packing;
import io.grafanakeeper.archive.Removal;
import io.grafanakeeper.archive.StoredObject;
import io.grafanakeeper.archive.SummaryMetadata;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.runs.ServiceException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps backups in the blob container {@code grafana-backups}. Every write says {@code If-None-Match: *}. */
public final class BlobBackupStore implements BackupStore {
    private static final String GZIP = "application/gzip";
    private static final int TRIES = 3;
    private static final int THREADS = 8;

    /** Above this number of objects one listing costs less than a question for each. */
    private static final int MOST_QUESTIONS = 500;

    private final BlobContainer blobs;

    /** Creates the store over a container client that is built on first use. */
    public BlobBackupStore(Lazy<BlobContainerClient> container) {
        blobs = new BlobContainer(container);
    }

    @Override
    public boolean putObject(String target, Content content) {
        String name = Layout.object(target, content.sha256());
        byte[] packed = Packing.pack(content.bytes());
        for (int tries = 0; tries < TRIES; tries++) {
            if (blobs.putNew(name, packed, GZIP, Map.of())) {
                return true;
            }
            // There already, or our own write whose answer was lost and which the SDK repeated: fine if it holds what
            // it
            // promises. If it cannot be found, a sweep has just removed it and there is room now.
            if (readObject(target, content.sha256()).isPresent()) {
                return false;
            }
        }
        throw new ServiceException(
                BlobContainer.SERVICE,
                "object " + content.sha256() + " comes and goes while it is written",
                true,
                null);
    }

    @Override
    public Optional<byte[]> readObject(String target, String sha256) {
        return blobs.get(Layout.object(target, sha256)).map(blob -> Packing.unpackObject(sha256, blob.bytes()));
    }

    @Override
    public boolean putManifest(Manifest manifest) {
        String name = Layout.manifest(manifest.target(), manifest.id());
        byte[] packed = Packing.pack(ManifestJson.write(manifest));
        return blobs.putNewInTime(name, packed, GZIP, SummaryMetadata.write(manifest.summary()))
                || blobs.get(name)
                        .map(blob -> Arrays.equals(blob.bytes(), packed))
                        .orElse(false);
    }

    @Override
    public Optional<Manifest> readManifest(String target, String id) {
        return blobs.get(Layout.manifest(target, id)).map(blob -> parse(id, blob.bytes()));
    }

    @Override
    public List<BackupSummary> list(String target, @Nullable String before, int limit) {
        // Blobs are listed in the order of their names, which is that of time: the newest are the last.
        Deque<BlobItem> newest = new ArrayDeque<>();
        blobs.list(Layout.manifests(target), blob -> {
            String id = Layout.manifestId(target, blob.getName());
            if (!id.isEmpty() && (before == null || id.compareTo(before) < 0)) {
                newest.addLast(blob);
                if (newest.size() > limit) {
                    newest.removeFirst();
                }
            }
        });
        List<BackupSummary> summaries = new ArrayList<>();
        for (BlobItem blob : newest) {
            summary(target, blob).ifPresent(summaries::add);
        }
        Collections.reverse(summaries);
        return summaries;
    }

    @Override
    public boolean hasManifest(String target, String id) {
        return blobs.exists(Layout.manifest(target, id));
    }

    @Override
    public Set<String> missing(String target, Set<String> hashes) {
        Set<String> missing = new HashSet<>(hashes);
        if (hashes.size() > MOST_QUESTIONS) {
            listObjects(target, object -> missing.remove(object.sha256()));
        } else {
            Parallel.map(List.copyOf(hashes), THREADS, hash -> blobs.exists(Layout.object(target, hash)) ? hash : "")
                    .forEach(missing::remove);
        }
        return missing;
    }

    @Override
    public void listObjects(String target, Consumer<StoredObject> each) {
        blobs.list(Layout.objects(target), blob -> {
            String hash = Layout.objectHash(target, blob.getName());
            if (!hash.isEmpty()) {
                BlobItemProperties stored = blob.getProperties();
                each.accept(new StoredObject(
                        hash,
                        stored.getContentLength(),
                        stored.getLastModified().toInstant(),
                        stored.getETag()));
            }
        });
    }

    @Override
    public Removal removeObject(String target, StoredObject object) {
        return blobs.remove(Layout.object(target, object.sha256()), object.mark());
    }

    @Override
    public Removal removeManifest(String target, String id) {
        return blobs.remove(Layout.manifest(target, id), null);
    }

    private Optional<BackupSummary> summary(String target, BlobItem blob) {
        String id = Layout.manifestId(target, blob.getName());
        Map<String, String> metadata = blob.getMetadata();
        Optional<BackupSummary> quick = metadata == null ? Optional.empty() : SummaryMetadata.read(id, metadata);
        // A manifest that was copied without its metadata is opened.
        return quick.isPresent() ? quick : readManifest(target, id).map(Manifest::summary);
    }

    private static Manifest parse(String id, byte[] packed) {
        try {
            return ManifestJson.read(Packing.unpack(packed));
        } catch (IOException e) {
            throw new CorruptObjectException("manifest " + id, String.valueOf(e.getMessage()));
        }
    }
}
