package io.grafanakeeper.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.grafanakeeper.archive.Removal;
import io.grafanakeeper.concurrent.Lazy;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts, gets, lists and removes the blobs of one container, which is made when the first write finds it missing. Thread-safe. */
final class BlobContainer {
    static final String SERVICE = "Blob Storage";
    static final String ADVICE =
            "assign the app's identity the role Storage Blob Data Contributor on the storage account, check its firewall,"
                    + " then wait a few minutes";
    private static final int PAGE = 5000;

    /** Bounds what is done under a lock, retries included: see {@link io.grafanakeeper.runs.Lock#held}. */
    private static final Duration UNDER_LOCK = Duration.ofSeconds(20);

    private final Lazy<BlobContainerClient> container;

    BlobContainer(Lazy<BlobContainerClient> container) {
        this.container = container;
    }

    /** Holds a blob's bytes and the mark of that state of it. */
    record Blob(byte[] bytes, String etag) {}

    /**
     * Writes a blob that must not exist yet.
     *
     * @return false if there is one of that name
     */
    boolean putNew(String name, byte[] bytes, String type, Map<String, String> metadata) {
        return put(name, bytes, type, metadata, onlyNew(), null) != null;
    }

    /**
     * Writes a blob that must not exist yet, within 20 seconds or not at all.
     *
     * @return false if there is one of that name
     */
    boolean putNewInTime(String name, byte[] bytes, String type, Map<String, String> metadata) {
        return put(name, bytes, type, metadata, onlyNew(), UNDER_LOCK) != null;
    }

    /** Writes a blob over the one that has the given mark; returns the new mark, or null if it has changed since. */
    @Nullable
    String replace(String name, byte[] bytes, String type, String etag) {
        return put(name, bytes, type, Map.of(), new BlobRequestConditions().setIfMatch(etag), null);
    }

    /** Writes a blob, whether there is one of that name or not. */
    void overwrite(String name, byte[] bytes, String type) {
        put(name, bytes, type, Map.of(), new BlobRequestConditions(), null);
    }

    /** Tells whether there is a blob of that name. */
    boolean exists(String name) {
        return AzureCalls.call(
                SERVICE, ADVICE, () -> container.get().getBlobClient(name).exists());
    }

    /**
     * Removes a blob within 20 seconds or not at all.
     *
     * @param etag the mark it must still have, or null for any
     */
    Removal remove(String name, @Nullable String etag) {
        return AzureCalls.call(SERVICE, ADVICE, () -> {
            try {
                container
                        .get()
                        .getBlobClient(name)
                        .deleteWithResponse(
                                null, new BlobRequestConditions().setIfMatch(etag), UNDER_LOCK, Context.NONE);
                return Removal.REMOVED;
            } catch (BlobStorageException e) {
                return notRemoved(e);
            }
        });
    }

    private static Removal notRemoved(BlobStorageException refusal) {
        if (BlobErrorCode.BLOB_IMMUTABLE_DUE_TO_POLICY.equals(refusal.getErrorCode())) {
            return Removal.KEPT_BY_POLICY;
        }
        if (refusal.getStatusCode() == 404 || refusal.getStatusCode() == 412) {
            return Removal.CHANGED;
        }
        throw refusal;
    }

    /** Reads a blob whole, empty if there is none. */
    Optional<Blob> get(String name) {
        return AzureCalls.call(SERVICE, ADVICE, () -> {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                String etag = container
                        .get()
                        .getBlobClient(name)
                        .downloadStreamWithResponse(
                                bytes,
                                null,
                                new DownloadRetryOptions().setMaxRetryRequests(3),
                                null,
                                false,
                                null,
                                Context.NONE)
                        .getDeserializedHeaders()
                        .getETag();
                return Optional.of(new Blob(bytes.toByteArray(), etag));
            } catch (BlobStorageException e) {
                if (e.getStatusCode() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** Tells whether there is a blob with exactly these bytes. */
    boolean holds(String name, byte[] bytes) {
        return get(name).filter(blob -> Arrays.equals(blob.bytes(), bytes)).isPresent();
    }

    /** Lists the blobs whose names begin with a prefix, in the order of their names, with their metadata. */
    void list(String prefix, Consumer<BlobItem> each) {
        AzureCalls.call(SERVICE, ADVICE, () -> {
            ListBlobsOptions options = new ListBlobsOptions()
                    .setPrefix(prefix)
                    .setMaxResultsPerPage(PAGE)
                    .setDetails(new BlobListDetails().setRetrieveMetadata(true));
            try {
                container.get().listBlobs(options, null).forEach(each);
            } catch (BlobStorageException e) {
                if (e.getStatusCode() != 404) {
                    throw e;
                }
            }
            return true;
        });
    }

    private @Nullable String put(
            String name,
            byte[] bytes,
            String type,
            Map<String, String> metadata,
            BlobRequestConditions conditions,
            @Nullable Duration timeout) {
        BlockBlobSimpleUploadOptions options = new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(bytes))
                .setHeaders(new BlobHttpHeaders().setContentType(type))
                .setMetadata(metadata)
                .setRequestConditions(conditions);
        return AzureCalls.<Optional<String>>call(
                        SERVICE, ADVICE, () -> inContainer(() -> upload(name, options, timeout)))
                .orElse(null);
    }

    private Optional<String> upload(String name, BlockBlobSimpleUploadOptions options, @Nullable Duration timeout) {
        try {
            return Optional.of(container
                    .get()
                    .getBlobClient(name)
                    .getBlockBlobClient()
                    .uploadWithResponse(options, timeout, Context.NONE)
                    .getValue()
                    .getETag());
        } catch (BlobStorageException e) {
            boolean conditionNotMet = e.getStatusCode() == 412
                    || (e.getStatusCode() == 409 && BlobErrorCode.BLOB_ALREADY_EXISTS.equals(e.getErrorCode()));
            if (conditionNotMet) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static BlobRequestConditions onlyNew() {
        return new BlobRequestConditions().setIfNoneMatch("*");
    }

    /** Makes the container if a call finds it missing, and repeats the call. */
    <T> T inContainer(Supplier<T> call) {
        try {
            return call.get();
        } catch (BlobStorageException e) {
            if (!BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())) {
                throw e;
            }
            container.get().createIfNotExists();
            return call.get();
        }
    }
}
