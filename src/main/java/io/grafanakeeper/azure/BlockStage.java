package io.grafanakeeper.azure;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.specialized.BlockBlobClient;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Stages what it is given as blocks of 4 MB of one blob, without committing them: until somebody does, there is no blob, and Azure drops
 * the blocks after a week. The container is made when the first block finds it missing. Not thread-safe.
 */
final class BlockStage extends OutputStream {
    private static final int BLOCK = 4 * 1024 * 1024;

    private final Supplier<BlobContainerClient> container;
    private final String name;
    /** Keeps apart the blocks of two uploads to the same blob at the same time. */
    private final String id = UUID.randomUUID().toString();

    private final List<String> blocks = new ArrayList<>();
    private final byte[] buffer = new byte[BLOCK];
    private int filled;

    BlockStage(Supplier<BlobContainerClient> container, String name) {
        this.container = container;
        this.name = name;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, BLOCK - filled);
            System.arraycopy(bytes, offset + done, buffer, filled, part);
            filled += part;
            done += part;
            if (filled == BLOCK) {
                stage();
            }
        }
    }

    /** Stages what is left and returns the blocks to commit. */
    List<String> finish() {
        if (filled > 0) {
            stage();
        }
        return List.copyOf(blocks);
    }

    private void stage() {
        String block = Base64.getEncoder()
                .encodeToString((id + String.format("%06d", blocks.size())).getBytes(StandardCharsets.US_ASCII));
        BinaryData data = BinaryData.fromBytes(filled == BLOCK ? buffer : Arrays.copyOf(buffer, filled));
        AzureCalls.call(BlobContainer.SERVICE, BlobContainer.ADVICE, () -> {
            try {
                blob().stageBlock(block, data);
            } catch (BlobStorageException e) {
                if (!BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())) {
                    throw e;
                }
                container.get().createIfNotExists();
                blob().stageBlock(block, data);
            }
            return true;
        });
        blocks.add(block);
        filled = 0;
    }

    private BlockBlobClient blob() {
        return container.get().getBlobClient(name).getBlockBlobClient();
    }
}
