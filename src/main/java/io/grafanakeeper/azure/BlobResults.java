package io.grafanakeeper.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.queries.ResultStore;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.ResultFormat;
import io.grafanakeeper.windows.TimeRange;
import io.grafanakeeper.windows.WindowFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of queries in the blob container {@code grafana-queries}; the ends of a window and its rows are metadata of its blob.
 *
 * <p>A file is staged as blocks and committed, which makes Azure drop what anybody else has staged for the same blob. The one who finds
 * its blocks gone asks for the content anew: so every file is whole, and the last writer's is the one that stays.
 */
public final class BlobResults implements ResultStore {
    private static final int CLASHES = 3;
    private static final int CHANGES_MEANWHILE = 20;
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String ROWS = "rows";
    private static final String RUN = "run";
    private static final String COMPLETE = "complete";

    private final Lazy<BlobContainerClient> container;
    private final BlobContainer blobs;

    /** Creates the store over a container client that is built on first use. */
    public BlobResults(Lazy<BlobContainerClient> container) {
        this.container = container;
        this.blobs = new BlobContainer(container);
    }

    /** Says what became of a commit. */
    private enum Commit {
        DONE,
        COVERED,
        CLASHED
    }

    @Override
    public boolean write(NewWindow window, Content content) throws IOException {
        String name = WindowFile.name(
                window.query(), window.range(), window.zone(), window.format().yamlName());
        for (int tries = 0; tries < CLASHES; tries++) {
            BlockStage stage = new BlockStage(container, name);
            long rows = content.writeTo(stage);
            Upload upload = new Upload(name, window, metadata(window, rows), stage);
            Commit commit = AzureCalls.call(BlobContainer.SERVICE, BlobContainer.ADVICE, () -> commit(upload));
            if (commit != Commit.CLASHED) {
                return commit == Commit.DONE;
            }
        }
        throw new ServiceException(
                BlobContainer.SERVICE, name + " is written by others at the same time, again and again", true, null);
    }

    @Override
    public List<StoredWindow> list(String query, TimeRange range) {
        List<StoredWindow> windows = new ArrayList<>();
        blobs.list(
                WindowFile.folder(query),
                item -> stored(item)
                        .filter(window -> window.range().overlaps(range))
                        .ifPresent(windows::add));
        windows.sort(
                Comparator.comparing((StoredWindow window) -> window.range().from())
                        .thenComparing(StoredWindow::name));
        return windows;
    }

    @Override
    public InputStream open(StoredWindow window) throws IOException {
        BlobInputStreamOptions unchanged = new BlobInputStreamOptions()
                .setRequestConditions(new BlobRequestConditions().setIfMatch(window.mark()));
        return AzureCalls.<Optional<InputStream>>call(BlobContainer.SERVICE, BlobContainer.ADVICE, () -> {
                    try {
                        return Optional.of(blob(window.name()).openInputStream(unchanged));
                    } catch (BlobStorageException e) {
                        if (e.getStatusCode() == 404 || e.getStatusCode() == 412) {
                            return Optional.empty();
                        }
                        throw e;
                    }
                })
                .orElseThrow(() -> new IOException(window.name() + " was replaced or removed since it was listed"));
    }

    @Override
    public Optional<Versioned> find(String query, Document document) {
        return blobs.get(name(query, document))
                .map(blob -> new Versioned(parse(query, document, blob.bytes()), blob.etag()));
    }

    @Override
    public boolean put(String query, Document document, ObjectNode json, Optional<Versioned> before) {
        byte[] bytes = LosslessJson.canonical(json);
        String name = name(query, document);
        String type = "application/json";
        return before.isEmpty()
                ? blobs.putNew(name, bytes, type, Map.of())
                : blobs.replace(name, bytes, type, before.get().mark()) != null;
    }

    /** Holds what is ready to become a blob. */
    private record Upload(String name, NewWindow window, Map<String, String> metadata, BlockStage stage) {}

    private Commit commit(Upload upload) {
        List<String> blocks = upload.stage().finish();
        for (int tries = 0; tries < CHANGES_MEANWHILE; tries++) {
            Optional<BlobProperties> current = properties(upload.name());
            if (current.isPresent() && covers(current.get(), upload.window())) {
                return Commit.COVERED;
            }
            BlobRequestConditions conditions = current.map(
                            properties -> new BlobRequestConditions().setIfMatch(properties.getETag()))
                    .orElseGet(() -> new BlobRequestConditions().setIfNoneMatch("*"));
            try {
                send(upload, blocks, conditions);
                return Commit.DONE;
            } catch (BlobStorageException e) {
                if (BlobErrorCode.INVALID_BLOCK_LIST.equals(e.getErrorCode())) {
                    return Commit.CLASHED;
                }
                // Changed meanwhile, or by our own request whose answer was lost and which the SDK repeated: look
                // again.
                if (e.getStatusCode() != 412 && !BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode())) {
                    throw e;
                }
            }
        }
        return Commit.CLASHED;
    }

    private void send(Upload upload, List<String> blocks, BlobRequestConditions conditions) {
        BlobHttpHeaders headers =
                new BlobHttpHeaders().setContentType(upload.window().format().mediaType());
        BlockBlobCommitBlockListOptions options = new BlockBlobCommitBlockListOptions(blocks)
                .setHeaders(headers)
                .setMetadata(upload.metadata())
                .setRequestConditions(conditions);
        // Nothing was staged of an empty file, so the container may still be missing.
        blobs.inContainer(() -> blob(upload.name()).commitBlockListWithResponse(options, null, Context.NONE));
    }

    private Optional<BlobProperties> properties(String name) {
        try {
            return Optional.of(blob(name).getProperties());
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean covers(BlobProperties stored, NewWindow window) {
        String to = stored.getMetadata().get(TO);
        if (to == null) {
            return false;
        }
        return Instant.parse(to).isAfter(window.range().to()) || (complete(stored.getMetadata()) && !window.complete());
    }

    private static boolean complete(Map<String, String> metadata) {
        return Boolean.parseBoolean(metadata.get(COMPLETE));
    }

    private static Map<String, String> metadata(NewWindow window, long rows) {
        return Map.of(
                FROM, window.range().from().toString(),
                TO, window.range().to().toString(),
                ROWS, Long.toString(rows),
                RUN, window.run(),
                COMPLETE, Boolean.toString(window.complete()));
    }

    /** Reads what a listing tells about a file; empty for one that this app did not write. */
    private static Optional<StoredWindow> stored(BlobItem item) {
        Map<String, String> metadata = item.getMetadata() == null ? Map.of() : item.getMetadata();
        String from = metadata.get(FROM);
        String to = metadata.get(TO);
        String rows = metadata.get(ROWS);
        if (from == null || to == null || rows == null) {
            return Optional.empty();
        }
        return Optional.of(new StoredWindow(
                item.getName(),
                new TimeRange(Instant.parse(from), Instant.parse(to)),
                format(item.getName()),
                Long.parseLong(rows),
                item.getProperties().getContentLength(),
                metadata.getOrDefault(RUN, ""),
                complete(metadata),
                item.getProperties().getLastModified().toInstant(),
                item.getProperties().getETag()));
    }

    private static ResultFormat format(String name) {
        return name.endsWith("." + ResultFormat.JSONL.yamlName()) ? ResultFormat.JSONL : ResultFormat.CSV;
    }

    private static String name(String query, Document document) {
        return query + "/" + document.fileName();
    }

    private static ObjectNode parse(String query, Document document, byte[] bytes) {
        try {
            if (LosslessJson.read(bytes) instanceof ObjectNode json) {
                return json;
            }
            throw unreadable(query, document, null);
        } catch (IOException e) {
            throw unreadable(query, document, e);
        }
    }

    private static ServiceException unreadable(String query, Document document, @Nullable IOException cause) {
        return new ServiceException(
                BlobContainer.SERVICE,
                name(query, document) + " cannot be read; remove it to begin anew",
                false,
                cause);
    }

    private BlockBlobClient blob(String name) {
        return container.get().getBlobClient(name).getBlockBlobClient();
    }
}
