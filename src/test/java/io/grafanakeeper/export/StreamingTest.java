package io.grafanakeeper.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Totals;
import io.grafanakeeper.downloads.Download;
import io.grafanakeeper.downloads.DownloadFile;
import io.grafanakeeper.downloads.DownloadStore;
import io.grafanakeeper.downloads.Downloads;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Exports far more than it may hold at once, from a store that makes contents up and counts, to one that only counts. */
class StreamingTest {
    private static final int ITEMS = 2_000;
    private static final int SIZE = 64 * 1024;
    /** What may be on its way: the spool, the buffers of tar and gzip, and one object. */
    /** What waits to be packed, two objects a reader, and what is on its way in and out. */
    private static final long LARGEST_LAG = Downloads.LARGEST_ANSWER + (3L * Exporter.READERS + 4) * SIZE;

    private long read;
    private long written;
    private long largestLag;
    private int objects;

    @Test
    void holdsAFewObjectsAtATimeWhileItExportsTwoThousand() {
        Download exported = new Exporter(new Generated(), new Counted()).export(manifest(), false);
        assertInstanceOf(Download.Linked.class, exported);
        assertEquals(ITEMS, objects);
        assertTrue(written >= (long) ITEMS * SIZE, "noise does not shrink: " + written);
        assertTrue(largestLag <= LARGEST_LAG, "lag " + largestLag);
    }

    private static Manifest manifest() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            items.add(Backups.item(ItemKind.DASHBOARD, "d" + i, "D" + i, "", "", String.format("%064x", i)));
        }
        Totals totals = new Totals(ITEMS, (long) ITEMS * SIZE, 0, 0, 0, 0);
        return new Manifest(
                "20260301T060000Z-1a2b",
                Backups.TARGET,
                "run",
                BackupState.COMPLETE,
                "all",
                Backups.STARTED,
                Backups.STARTED,
                "",
                "self-hosted",
                List.of(),
                items,
                List.of(),
                totals);
    }

    /** Makes up noise for any hash; the lag is what has been read before and not been written yet. */
    private final class Generated extends InMemoryBackupStore {
        @Override
        public Optional<byte[]> readObject(String target, String sha256) {
            byte[] noise = new byte[SIZE];
            new Random(Long.parseLong(sha256, 16)).nextBytes(noise);
            synchronized (StreamingTest.this) {
                largestLag = Math.max(largestLag, read - written);
                objects++;
                read += SIZE;
            }
            return Optional.of(noise);
        }
    }

    private final class Counted implements DownloadStore {
        private boolean committed;

        @Override
        public Optional<URI> link(String path) {
            return committed ? Optional.of(URI.create("https://exports/" + path)) : Optional.empty();
        }

        @Override
        public Upload upload(DownloadFile file, boolean replace) {
            return new Upload() {
                @Override
                public void write(byte[] bytes, int offset, int length) {
                    synchronized (StreamingTest.this) {
                        written += length;
                    }
                }

                @Override
                public void commit() {
                    committed = true;
                }
            };
        }
    }
}
