package io.grafanakeeper.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.storage.blob.BlobServiceClientBuilder;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.events.InboxState;
import io.grafanakeeper.events.InboxStore.Kept;
import io.grafanakeeper.runs.BackupMessage;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.sandbox.azure.Azurite;
import io.grafanakeeper.sandbox.azure.Fault;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Keeps inboxes on Azurite, which is true to Azure in conditions on ETags. */
class BlobInboxStoreIT {
    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

    private final BlobInboxStore store = new BlobInboxStore(Lazy.of(() -> new BlobServiceClientBuilder()
            .connectionString(Azurite.shared().connectionString())
            .buildClient()
            .getBlobContainerClient("state-" + UUID.randomUUID())));

    @Test
    void letsOneOfTwoWritersWinAndKeepsWhatItWrote() {
        assertTrue(store.find("t").isEmpty());
        assertTrue(store.replace("t", null, state("20261123T060000Z-00000001")));
        assertFalse(store.replace("t", null, state("20261123T060000Z-00000002")));

        Kept kept = store.find("t").orElseThrow();
        assertEquals(state("20261123T060000Z-00000001"), kept.state());
        assertTrue(store.replace("t", kept.mark(), state("20261123T060000Z-00000003")));
        assertFalse(store.replace("t", kept.mark(), state("20261123T060000Z-00000004")));
        assertEquals(
                state("20261123T060000Z-00000003"),
                store.find("t").orElseThrow().state());
        assertTrue(store.find("another").isEmpty());
    }

    @Test
    void takesAWriteWhoseAnswerWasLostForItsOwn() throws IOException {
        try (FaultyStorage storage = new FaultyStorage()) {
            BlobInboxStore faulty = new BlobInboxStore(storage.container());
            storage.spoilWrite(Fault.appliedThenReset());
            assertTrue(faulty.replace("t", null, state("20261123T060000Z-00000001")));
            String mark = faulty.find("t").orElseThrow().mark();
            storage.spoilWrite(Fault.appliedThenReset());
            assertTrue(faulty.replace("t", mark, state("20261123T060000Z-00000002")));
            assertEquals(2, storage.spoiled());
            assertFalse(faulty.replace("t", mark, state("20261123T060000Z-00000003")));
        }
    }

    private static InboxState state(String run) {
        return new InboxState(NOW, BackupMessage.ofEverything(Run.queued(run, BackupMessage.JOB, "t", NOW)), List.of());
    }
}
