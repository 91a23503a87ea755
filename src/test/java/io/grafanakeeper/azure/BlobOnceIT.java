package io.grafanakeeper.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.sandbox.azure.Fault;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Claims things on Azurite, which is true to Azure in conditions on writes. */
class BlobOnceIT {
    @Test
    void givesAClaimToOne() throws IOException {
        try (FaultyStorage storage = new FaultyStorage()) {
            assertFalse(new BlobOnce(storage.container()).claimed("backup/1"));
            assertTrue(new BlobOnce(storage.container()).first("backup/1"));
            assertTrue(new BlobOnce(storage.container()).claimed("backup/1"));
            assertFalse(new BlobOnce(storage.container()).first("backup/1"));
            assertTrue(new BlobOnce(storage.container()).first("backup/2"));
        }
    }

    @Test
    void takesAClaimWhoseAnswerWasLostForItsOwn() throws IOException {
        try (FaultyStorage storage = new FaultyStorage()) {
            storage.spoilWrite(Fault.appliedThenReset());
            assertTrue(new BlobOnce(storage.container()).first("backup/1"));
            assertEquals(1, storage.spoiled());
            assertFalse(new BlobOnce(storage.container()).first("backup/1"));
        }
    }
}
