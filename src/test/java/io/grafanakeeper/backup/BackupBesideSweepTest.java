package io.grafanakeeper.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.SampleBackups;
import io.grafanakeeper.concurrent.Interleavings;
import io.grafanakeeper.concurrent.Interleavings.Turns;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.Pending;
import io.grafanakeeper.inventory.Place;
import io.grafanakeeper.retention.RetentionJob;
import io.grafanakeeper.retention.SampleTargets;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.ManifestWriter;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.Retention;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Runs a backup and a retention with its sweep in every order of their steps. Whatever the order, no manifest ever names an object
 * that is not there, and the backup is made, if need be by a later delivery of its message.
 */
class BackupBesideSweepTest {
    private static final String TARGET = "demo";
    private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(10 * 86_400);
    private static final String NEW_BACKUP = "20261120T060000Z-0000";

    @Test
    void neverNamesABorrowedObjectThatTheSweepTookAway() {
        int orders = Interleavings.playAll(() -> new OrphanScene(false));
        assertTrue(orders > 400, orders + " orders");
    }

    @Test
    void neverNamesAnObjectOfAManifestThatRetentionTookAway() {
        int orders = Interleavings.playAll(LostBaseScene::new);
        assertTrue(orders > 600, orders + " orders");
    }

    @Test
    void neverNamesALostObjectThoughTheLockIsLostAtAnyMoment() {
        int orders = Interleavings.playAll(() -> new OrphanScene(true));
        assertTrue(orders > 4000, orders + " orders");
    }

    @Test
    void wouldLoseAnObjectIfTheManifestWereWrittenWithoutTheLock() {
        AssertionError loss = assertThrows(AssertionError.class, () -> Interleavings.playAll(UnguardedScene::new));
        assertTrue(String.valueOf(loss.getMessage()).contains("names lost objects"), loss.getMessage());
    }

    /** Is the stage on which a backup of one dashboard meets a retention run. */
    private abstract static class BackupScene implements Interleavings.Scene {
        final InMemoryBackupStore store = new InMemoryBackupStore(LONG_AGO);
        final OneLock lock = new OneLock();
        volatile boolean over;
        volatile boolean swept;

        @Override
        public Map<String, Interleavings.Actor> actors() {
            Map<String, Interleavings.Actor> actors = new TreeMap<>();
            store.at(NOW);
            actors.put("backup", this::backUp);
            actors.put("retention", this::sweep);
            return actors;
        }

        @Override
        public void check() {
            for (BackupSummary backup : store.list(TARGET, null, 10)) {
                Set<String> hashes = store.readManifest(TARGET, backup.id())
                        .map(Manifest::hashes)
                        .orElse(Set.of());
                assertEquals(Set.of(), store.missing(TARGET, hashes), () -> backup.id() + " names lost objects");
            }
            assertTrue(!over || store.hasManifest(TARGET, NEW_BACKUP), "the backup was not made");
        }

        private void sweep(Turns turns) {
            new RetentionJob(new SteppingStore(store, turns), lock.seenBy(turns), Clock.fixed(NOW, ZoneOffset.UTC))
                    .afterBackup(SampleTargets.target(TARGET, new Retention(0, 0, 0, 0)));
            swept = true;
        }

        /** Delivers the message until the backup is made. */
        private void backUp(Turns turns) {
            boolean made = false;
            for (int delivery = 1; !made && delivery <= 3; delivery++) {
                try {
                    deliver(new SteppingStore(store, turns), lock.seenBy(turns));
                    made = true;
                } catch (ServiceException e) {
                    assertTrue(e.retryable(), e.getMessage());
                }
            }
            over = true;
        }

        void deliver(BackupStore seen, Locks locks) {
            ManifestWriter writer = new ManifestWriter(seen, locks);
            ManifestWriter.Known known = writer.known(TARGET);
            Collector saved =
                    new Saver(seen, TARGET, known.hashes(), 1, () -> true).save(List.of(dashboard()), done -> true);
            writer.write(manifest(), known, saved.borrowed());
        }

        static Manifest manifest() {
            return SampleBackups.manifest(TARGET, NOW, BackupState.COMPLETE, "wanted");
        }

        static Pending dashboard() {
            return new Pending(
                    ItemKind.DASHBOARD,
                    "wanted",
                    "wanted",
                    Place.ROOT,
                    () -> new Draft(
                            ItemKind.DASHBOARD,
                            "wanted",
                            "wanted",
                            Place.ROOT,
                            null,
                            null,
                            null,
                            null,
                            JsonNodeFactory.instance.objectNode().put("title", "wanted"),
                            false,
                            List.of()));
        }
    }

    /** The dashboard's content is in the store from long ago and no manifest names it: the sweep removes it. */
    private static class OrphanScene extends BackupScene {
        private final boolean losesLock;

        OrphanScene(boolean losesLock) {
            this.losesLock = losesLock;
            if (!losesLock) {
                // With a manifest to read and a lock to lose there are 83,000 orders, which took minutes, and were
                // right.
                SampleBackups.store(store, TARGET, LONG_AGO, BackupState.COMPLETE, "other");
            }
            store.putObject(TARGET, SampleBackups.content("wanted"));
        }

        @Override
        public Map<String, Interleavings.Actor> actors() {
            Map<String, Interleavings.Actor> actors = super.actors();
            if (losesLock) {
                actors.put("storage", turns -> {
                    turns.step("takes the lock away", () -> lock.taken() || (over && swept));
                    lock.lose();
                });
            }
            return actors;
        }
    }

    /** The newest backup has the content; it is partial, and retention removes it and then its object. */
    private static final class LostBaseScene extends BackupScene {
        LostBaseScene() {
            SampleBackups.store(store, TARGET, LONG_AGO, BackupState.COMPLETE, "other");
            SampleBackups.store(store, TARGET, LONG_AGO.plusSeconds(60), BackupState.PARTIAL, "wanted");
        }
    }

    /** Shows that the scenes find a loss where there is one. */
    private static final class UnguardedScene extends OrphanScene {
        UnguardedScene() {
            super(false);
        }

        @Override
        void deliver(BackupStore seen, Locks locks) {
            new Saver(seen, TARGET, Set.of(), 1, () -> true).save(List.of(dashboard()), done -> true);
            seen.list(TARGET, null, 1);
            seen.putManifest(manifest());
        }
    }
}
