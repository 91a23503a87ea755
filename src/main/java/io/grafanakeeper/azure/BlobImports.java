package io.grafanakeeper.azure;

import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.export.ImportStore;
import io.grafanakeeper.runs.ServiceException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Opens archives to import in the blob container {@code keeper-imports}, which people fill. */
public final class BlobImports implements ImportStore {
    private final Lazy<BlobContainerClient> container;

    /** Creates the store over a container client that is built on first use. */
    public BlobImports(Lazy<BlobContainerClient> container) {
        this.container = container;
    }

    @Override
    public Optional<InputStream> open(String name) {
        return AzureCalls.call(BlobContainer.SERVICE, BlobContainer.ADVICE, () -> {
            try {
                return Optional.of(
                        new Reading(container.get().getBlobClient(name).openInputStream()));
            } catch (BlobStorageException e) {
                if (e.getStatusCode() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** Reports a storage that fails in the middle as such, so that it is not taken for a damaged archive. */
    private static final class Reading extends FilterInputStream {
        Reading(InputStream blob) {
            super(blob);
        }

        @Override
        public int read() {
            return reported(super::read);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return reported(() -> super.read(bytes, offset, length));
        }

        private static int reported(Callable<Integer> read) {
            try {
                return read.call();
            } catch (IOException | HttpResponseException e) {
                throw new ServiceException(BlobContainer.SERVICE, "the blob cannot be read to its end", true, e);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
