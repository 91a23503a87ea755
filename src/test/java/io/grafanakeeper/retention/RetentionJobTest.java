package io.grafanakeeper.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.SampleBackups;
import io.grafanakeeper.runs.FreeLocks;
import io.grafanakeeper.settings.Retention;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Removes backups and objects from a store in memory. */
class RetentionJobTest {
    private static final String NAME = "demo";
    private static final Target TARGET = SampleTargets.target(NAME, new Retention(0, 1, 0, 0));
    private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
    private static final Duration BUDGET = Duration.ofMinutes(1);

    private final InMemoryBackupStore store = new InMemoryBackupStore(NOW.minus(Duration.ofDays(9)));
    private final RetentionJob job = new RetentionJob(store, new FreeLocks(true), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void removesAnOldBackupAndOnlyTheObjectsThatNoOtherNames() {
        backup(9, "gone", "shared");
        backup(8, "shared", "current");
        ObjectNode counts = job.afterBackup(TARGET);
        assertEquals(1, store.list(NAME, null, 10).size());
        assertEquals(Set.of(hash("gone")), store.missing(NAME, Set.of(hash("gone"), hash("shared"), hash("current"))));
        assertEquals(1, counts.path("backups").path("removed").asInt());
        assertEquals(1, counts.path("objects").path("removed").asInt());
    }

    @Test
    void leavesAnUnnamedObjectThatIsYoungerThanADay() {
        backup(9, "current");
        store.at(NOW.minus(Duration.ofHours(23)));
        store.putObject(NAME, SampleBackups.content("written by a backup that runs"));
        job.afterBackup(TARGET);
        assertEquals(Set.of(), store.missing(NAME, Set.of(hash("written by a backup that runs"))));
    }

    @Test
    void saysBeforehandExactlyWhatItRemoves() {
        backup(9, "gone", "shared");
        backup(8, "shared", "current");
        store.putObject(NAME, SampleBackups.content("orphan"));
        JsonNode plan = job.run(TARGET, false, BUDGET).json();
        assertEquals(2, store.list(NAME, null, 10).size());
        JsonNode done = job.run(TARGET, true, BUDGET).json();
        assertFalse(plan.path("applied").asBoolean());
        for (String part : List.of("backups", "objects", "removedBackups")) {
            assertEquals(plan.path(part), done.path(part));
        }
        assertEquals(2, done.path("objects").path("removed").asInt());
        assertTrue(done.path("unfinished").isNull());
    }

    @Test
    void countsWhatAPolicyKeepsAndCarriesOn() {
        backup(9, "frozen");
        store.putObject(NAME, SampleBackups.content("frozen orphan"));
        store.freeze();
        backup(8, "gone");
        backup(7, "current");
        ObjectNode counts = job.afterBackup(TARGET);
        assertEquals(1, counts.path("backups").path("keptByPolicy").asInt());
        assertEquals(1, counts.path("backups").path("removed").asInt());
        assertEquals(1, counts.path("objects").path("keptByPolicy").asInt());
        assertEquals(1, counts.path("objects").path("removed").asInt());
        assertEquals(Set.of(hash("gone")), store.missing(NAME, Set.of(hash("gone"), hash("frozen"))));
    }

    @Test
    void removesNoObjectOnceTheLockIsLost() {
        store.putObject(NAME, SampleBackups.content("orphan"));
        ObjectNode counts =
                new RetentionJob(store, new FreeLocks(false), Clock.fixed(NOW, ZoneOffset.UTC)).afterBackup(TARGET);
        assertEquals(Set.of(), store.missing(NAME, Set.of(hash("orphan"))));
        assertTrue(counts.path("unfinished").asText().contains("lock"), counts.toString());
    }

    @Test
    void removesNoObjectBesideADamagedManifestAndNamesIt() {
        backup(9, "gone");
        backup(8, "current");
        store.putObject(NAME, SampleBackups.content("orphan"));
        String damaged = store.ids(NAME).get(1);
        store.flipManifest(NAME, damaged);
        for (boolean apply : new boolean[] {false, true}) {
            JsonNode report = job.run(TARGET, apply, BUDGET).json();
            assertEquals(1, report.path("backups").path("removed").asInt());
            assertEquals(0, report.path("objects").path("removed").asInt());
            assertTrue(report.path("unfinished").asText().contains("manifest " + damaged), report.toString());
        }
        assertEquals(Set.of(), store.missing(NAME, Set.of(hash("gone"), hash("current"), hash("orphan"))));
        assertEquals(List.of(damaged), store.ids(NAME));
    }

    @Test
    void endsInTimeAndSaysSo() {
        backup(9, "gone");
        backup(8, "current");
        JsonNode report = job.run(TARGET, true, Duration.ZERO).json();
        assertEquals(2, store.list(NAME, null, 10).size());
        assertTrue(report.path("unfinished").asText().contains("out of time"), report.toString());
    }

    @Test
    void keepsEveryObjectThatAKeptManifestNamesInRandomHistories() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            InMemoryBackupStore history = history(random);
            RetentionJob retention = new RetentionJob(history, new FreeLocks(true), Clock.fixed(NOW, ZoneOffset.UTC));
            Target target = SampleTargets.target(
                    NAME, new Retention(random.nextInt(4), random.nextInt(4), random.nextInt(3), random.nextInt(3)));
            retention.afterBackup(target);
            for (BackupSummary left : history.list(NAME, null, 1000)) {
                Manifest manifest = history.readManifest(NAME, left.id()).orElseThrow();
                assertEquals(Set.of(), history.missing(NAME, manifest.hashes()), "seed " + seed);
            }
            ObjectNode again = retention.afterBackup(target);
            assertEquals(0, again.path("backups").path("removed").asInt(), "seed " + seed);
            assertEquals(0, again.path("objects").path("removed").asInt(), "seed " + seed);
        }
    }

    private static InMemoryBackupStore history(Random random) {
        InMemoryBackupStore store = new InMemoryBackupStore(NOW);
        Instant time = NOW.minus(Duration.ofDays(60));
        for (int i = 0; i < 30; i++) {
            time = time.plusSeconds(1 + random.nextInt(2 * 86_400));
            store.at(time);
            String[] titles = IntStream.range(0, 1 + random.nextInt(5))
                    .mapToObj(title -> "dashboard " + random.nextInt(12))
                    .distinct()
                    .toArray(String[]::new);
            BackupState state = random.nextInt(4) == 0 ? BackupState.PARTIAL : BackupState.COMPLETE;
            SampleBackups.store(store, NAME, time, state, titles);
        }
        return store;
    }

    private void backup(int daysAgo, String... titles) {
        Instant time = NOW.minus(Duration.ofDays(daysAgo));
        store.at(time);
        SampleBackups.store(store, NAME, time, BackupState.COMPLETE, titles);
    }

    private static String hash(String title) {
        return SampleBackups.content(title).sha256();
    }
}
