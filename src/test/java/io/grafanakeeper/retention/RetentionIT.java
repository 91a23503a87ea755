package io.grafanakeeper.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.SampleBackups;
import io.grafanakeeper.azure.BlobBackupStore;
import io.grafanakeeper.azure.BlobLocks;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.sandbox.azure.Azurite;
import io.grafanakeeper.settings.Retention;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Removes backups and objects from Azurite under a real lease; a clock that is days ahead makes everything old. */
class RetentionIT {
    private static final String NAME = "demo";
    private static final Target TARGET = SampleTargets.target(NAME, new Retention(0, 1, 0, 0));
    private static final Duration BUDGET = Duration.ofMinutes(1);

    private final String containers = UUID.randomUUID().toString();
    private final BlobServiceClient blobs = new BlobServiceClientBuilder()
            .connectionString(Azurite.shared().connectionString())
            .buildClient();
    private final BackupStore store =
            new BlobBackupStore(Lazy.of(() -> blobs.getBlobContainerClient("backups-" + containers)));
    private final Locks locks = new BlobLocks(Lazy.of(() -> blobs.getBlobContainerClient("locks-" + containers)));
    private final RetentionJob job =
            new RetentionJob(store, locks, Clock.offset(Clock.systemUTC(), Duration.ofDays(9)));

    @Test
    void removesOldBackupsAndTheObjectsThatNoOtherNames() {
        Instant today = Instant.now();
        SampleBackups.store(store, NAME, today.minus(Duration.ofDays(2)), BackupState.COMPLETE, "gone", "shared");
        SampleBackups.store(store, NAME, today, BackupState.COMPLETE, "shared", "current");
        JsonNode plan = job.run(TARGET, false, BUDGET).json();
        assertEquals(1, plan.path("objects").path("removed").asInt());
        assertEquals(2, store.list(NAME, null, 10).size());
        JsonNode done = job.run(TARGET, true, BUDGET).json();
        assertEquals(plan.path("objects"), done.path("objects"));
        assertEquals(1, store.list(NAME, null, 10).size());
        assertEquals(Set.of(hash("gone")), store.missing(NAME, Set.of(hash("gone"), hash("shared"), hash("current"))));
        assertTrue(locks.tryLock(Locks.ofBackups(NAME)).isPresent(), "the lock was not given back");
    }

    @Test
    void removesNoObjectYoungerThanADay() {
        store.putObject(NAME, SampleBackups.content("of a backup that runs"));
        new RetentionJob(store, locks, Clock.systemUTC()).afterBackup(TARGET);
        assertFalse(store.missing(NAME, Set.of(hash("of a backup that runs"))).contains(hash("of a backup that runs")));
    }

    private static String hash(String title) {
        return SampleBackups.content(title).sha256();
    }
}
