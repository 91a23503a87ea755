package io.grafanakeeper.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.sas.SasProtocol;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.downloads.DownloadFile;
import io.grafanakeeper.downloads.DownloadStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Keeps archives and rows that are given out in the blob container {@code keeper-exports}, which a lifecycle rule empties.
 *
 * <p>A link is a SAS: with an identity signed by a user delegation key, with a connection string by the account's key; for reading,
 * over HTTPS unless the store itself is reached without, for 15 minutes. An upload is staged and committed at its end: until then
 * there is no blob.
 */
public final class BlobExports implements DownloadStore {
    private static final String CONTAINER = "keeper-exports";
    private static final Duration VALID = Duration.ofMinutes(15);
    /** The clocks of storage servers differ a little; a link must be valid at once. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Lazy<BlobServiceClient> service;
    private final Clock clock;

    /** Creates the store over a client that is built on first use. */
    public BlobExports(Lazy<BlobServiceClient> service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    @Override
    public Optional<URI> link(String path) {
        return AzureCalls.call(BlobContainer.SERVICE, BlobContainer.ADVICE, () -> {
            BlobClient blob = container().getBlobClient(path);
            if (!Boolean.TRUE.equals(blob.exists())) {
                return Optional.empty();
            }
            return Optional.of(URI.create(blob.getBlobUrl() + "?" + signature(blob)));
        });
    }

    @Override
    public Upload upload(DownloadFile file, boolean replace) {
        return new BlockUpload(file, replace);
    }

    private String signature(BlobClient blob) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        OffsetDateTime start = now.minus(SKEW);
        OffsetDateTime end = now.plus(VALID);
        BlobServiceSasSignatureValues values = new BlobServiceSasSignatureValues(
                        end, new BlobSasPermission().setReadPermission(true))
                .setStartTime(start)
                .setProtocol(protocol(blob.getBlobUrl()));
        boolean byKey = StorageSharedKeyCredential.getSharedKeyCredentialFromPipeline(blob.getHttpPipeline()) != null;
        return byKey
                ? blob.generateSas(values)
                : blob.generateUserDelegationSas(values, service.get().getUserDelegationKey(start, end));
    }

    /** An emulator that is reached over HTTP refuses a link that is for HTTPS alone. */
    private static SasProtocol protocol(String url) {
        return url.startsWith("http://") ? SasProtocol.HTTPS_HTTP : SasProtocol.HTTPS_ONLY;
    }

    private BlobContainerClient container() {
        return service.get().getBlobContainerClient(CONTAINER);
    }

    /** Stages what it is given, and commits it. */
    private final class BlockUpload implements Upload {
        private final DownloadFile file;
        private final boolean replace;
        private final BlockStage stage;

        BlockUpload(DownloadFile file, boolean replace) {
            this.file = file;
            this.replace = replace;
            this.stage = new BlockStage(BlobExports.this::container, file.path());
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            stage.write(bytes, offset, length);
        }

        @Override
        public void commit() {
            List<String> blocks = stage.finish();
            AzureCalls.call(BlobContainer.SERVICE, BlobContainer.ADVICE, () -> {
                try {
                    blob().commitBlockListWithResponse(options(blocks), null, Context.NONE);
                } catch (BlobStorageException e) {
                    // Somebody was first, or our own commit whose answer was lost and which the SDK repeated.
                    if (replace || !Boolean.TRUE.equals(blob().exists())) {
                        throw e;
                    }
                }
                return true;
            });
        }

        private BlockBlobCommitBlockListOptions options(List<String> blocks) {
            return new BlockBlobCommitBlockListOptions(blocks)
                    .setHeaders(
                            new BlobHttpHeaders().setContentType(file.type()).setContentDisposition(file.disposition()))
                    .setRequestConditions(replace ? null : new BlobRequestConditions().setIfNoneMatch("*"));
        }

        private BlockBlobClient blob() {
            return container().getBlobClient(file.path()).getBlockBlobClient();
        }
    }
}
