package io.grafanakeeper.azure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobProperties;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.queries.ResultStore;
import io.grafanakeeper.queries.ResultStoreContract;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.azure.Azurite;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Keeps results on Azurite. */
class BlobResultsIT extends ResultStoreContract {
    /** Two blocks and a piece. */
    private static final int LARGE = 9 * 1024 * 1024 + 5;

    private final BlobContainerClient container = new BlobServiceClientBuilder()
            .connectionString(Azurite.shared().connectionString())
            .buildClient()
            .getBlobContainerClient("results-" + UUID.randomUUID());
    private final BlobResults store = new BlobResults(Lazy.of(() -> container));

    @Override
    protected ResultStore store() {
        return store;
    }

    @Test
    void keepsAFileOfManyBlocksWithItsTypeAndItsMetadata() throws IOException {
        assertTrue(store.write(window(hours(0, 24)), content((byte) 'x', new AtomicInteger())));
        ResultStore.StoredWindow stored = store.list(QUERY, hours(0, 1)).get(0);
        assertEquals(LARGE, stored.bytes());
        assertArrayEquals(filled((byte) 'x'), read(stored));
        BlobProperties properties = container.getBlobClient(stored.name()).getProperties();
        assertEquals("text/csv; charset=utf-8", properties.getContentType());
        assertEquals(
                Map.of(
                        "from",
                        "2026-11-19T00:00:00Z",
                        "to",
                        "2026-11-20T00:00:00Z",
                        "rows",
                        "1",
                        "run",
                        "run-1",
                        "complete",
                        "true"),
                properties.getMetadata());
    }

    @Test
    void keepsOneOfTwoWholeWhenBothWriteTheSameWindowAtOnce() throws Exception {
        CyclicBarrier bothStaged = new CyclicBarrier(2);
        AtomicInteger asked = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> writers = List.of(
                    threads.submit(writer((byte) 'a', bothStaged, asked)),
                    threads.submit(writer((byte) 'b', bothStaged, asked)));
            for (Future<Boolean> writer : writers) {
                assertTrue(writer.get(60, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }
        // The first commit drops what the other has staged, who asks for its content anew and is the last to write.
        assertEquals(3, asked.get());
        byte[] file = read(store.list(QUERY, hours(0, 24)).get(0));
        assertArrayEquals(filled(file[0]), file);
    }

    @Test
    void givesUpAfterThreeClashesSoThatTheRunIsTriedAgain() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        ServiceException failure = assertThrows(
                ServiceException.class,
                () -> store.write(window(hours(0, 24)), out -> {
                    asked.incrementAndGet();
                    out.write(filled((byte) 'a'));
                    return store.write(window(hours(0, 24)), small -> 0) ? 1 : 0;
                }));
        assertTrue(failure.retryable());
        assertEquals(3, asked.get());
        assertEquals(0, read(store.list(QUERY, hours(0, 24)).get(0)).length);
    }

    @Test
    void yieldsToALongerWindowStoredMeanwhile() throws IOException {
        assertFalse(store.write(window(hours(0, 1)), out -> {
            out.write('a');
            return store.write(window(hours(0, 24)), small -> 0) ? 1 : 0;
        }));
        assertEquals(hours(0, 24), store.list(QUERY, hours(0, 1)).get(0).range());
    }

    @Test
    void failsAReadOfAFileThatIsReplacedMeanwhileInsteadOfMixingTwo() throws IOException {
        store.write(window(hours(0, 24)), content((byte) 'a', new AtomicInteger()));
        try (InputStream file = store.open(store.list(QUERY, hours(0, 24)).get(0))) {
            assertEquals('a', file.read());
            store.write(window(hours(0, 24)), content((byte) 'b', new AtomicInteger()));
            assertThrows(IOException.class, file::readAllBytes);
        }
    }

    @Test
    void skipsFilesThatAreNotItsOwn() {
        container.createIfNotExists();
        container.getBlobClient("errors/date=2026-11-19/notes.txt").upload(BinaryData.fromString("by hand"));
        assertEquals(List.of(), store.list(QUERY, hours(0, 24)));
    }

    private Callable<Boolean> writer(byte octet, CyclicBarrier bothStaged, AtomicInteger asked) {
        AtomicInteger tries = new AtomicInteger();
        return () -> store.write(window(hours(0, 24)), out -> {
            long rows = content(octet, asked).writeTo(out);
            if (tries.incrementAndGet() == 1) {
                await(bothStaged);
            }
            return rows;
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ResultStore.Content content(byte octet, AtomicInteger asked) {
        return out -> {
            asked.incrementAndGet();
            out.write(filled(octet));
            return 1;
        };
    }

    private static byte[] filled(byte octet) {
        byte[] bytes = new byte[LARGE];
        Arrays.fill(bytes, octet);
        return bytes;
    }

    private byte[] read(ResultStore.StoredWindow window) throws IOException {
        try (InputStream file = store.open(window)) {
            return file.readAllBytes();
        }
    }
}
