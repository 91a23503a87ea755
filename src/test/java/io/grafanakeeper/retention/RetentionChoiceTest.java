package io.grafanakeeper.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.BackupId;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.Totals;
import io.grafanakeeper.settings.Retention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Chooses which backups stay, in examples and in random histories. */
class RetentionChoiceTest {
    private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");
    private static final Retention NOTHING = new Retention(0, 0, 0, 0);

    @Test
    void keepsTheNewestCompleteBackupOfEachHour() {
        assertEquals(
                Set.of("2026-11-20T04:50:00Z", "2026-11-20T02:10:00Z"),
                kept(
                        new Retention(2, 0, 0, 0),
                        "2026-11-20T04:50:00Z",
                        "2026-11-20T04:10:00Z",
                        "2026-11-20T02:10:00Z",
                        "2026-11-20T01:10:00Z"));
    }

    @Test
    void countsDaysByUtc() {
        assertEquals(
                Set.of("2026-11-19T23:59:59Z", "2026-11-18T23:59:59Z"),
                kept(
                        new Retention(0, 2, 0, 0),
                        "2026-11-19T23:59:59Z",
                        "2026-11-19T00:00:00Z",
                        "2026-11-18T23:59:59Z",
                        "2026-11-17T12:00:00Z"));
    }

    @Test
    void beginsWeeksOnMondayEvenAcrossTheYear() {
        // 2027-01-01 is a Friday: its week began on Monday, 2026-12-28.
        assertEquals(
                Set.of("2027-01-03T23:00:00Z", "2026-12-27T23:00:00Z"),
                keptAt(
                        Instant.parse("2027-02-01T00:00:00Z"),
                        new Retention(0, 0, 2, 0),
                        "2027-01-03T23:00:00Z",
                        "2026-12-28T00:00:00Z",
                        "2026-12-27T23:00:00Z",
                        "2026-12-20T23:00:00Z"));
    }

    @Test
    void keepsTheNewestOfEachMonthThatHasOne() {
        assertEquals(
                Set.of("2026-10-31T23:00:00Z", "2026-02-01T00:00:00Z"),
                kept(
                        new Retention(0, 0, 0, 2),
                        "2026-10-31T23:00:00Z",
                        "2026-10-01T00:00:00Z",
                        "2026-02-01T00:00:00Z",
                        "2025-12-31T00:00:00Z"));
    }

    @Test
    void keepsWhatIsYoungerThanAnHour() {
        assertEquals(
                Set.of("2026-11-20T06:29:00Z", "2026-11-20T05:31:00Z"),
                kept(NOTHING, "2026-11-20T06:29:00Z", "2026-11-20T05:31:00Z", "2026-11-20T05:29:00Z"));
    }

    @Test
    void keepsAnOldBackupThatWasImportedJustNow() {
        BackupSummary old = backup(Instant.parse("2020-01-01T00:00:00Z"), NOW, BackupState.COMPLETE, "all");
        BackupSummary current = backup(NOW, NOW, BackupState.COMPLETE, "all");
        assertEquals(
                2, RetentionChoice.kept(List.of(current, old), NOTHING, NOW).size());
    }

    @Test
    void letsAPartialBackupTakeNoPlaceFromACompleteOne() {
        BackupSummary complete = old("2026-11-20T04:10:00Z", BackupState.COMPLETE, "all");
        BackupSummary older = old("2026-11-20T03:10:00Z", BackupState.COMPLETE, "all");
        BackupSummary partial = old("2026-11-20T04:50:00Z", BackupState.PARTIAL, "all");
        assertEquals(
                Set.of(complete.id(), older.id(), partial.id()),
                RetentionChoice.kept(List.of(partial, complete, older), new Retention(2, 0, 0, 0), NOW));
    }

    @Test
    void letsABackupOfOneDashboardTakeNoPlaceFromABackupOfAll() {
        BackupSummary all = old("2026-11-20T04:10:00Z", BackupState.COMPLETE, "all");
        BackupSummary items = old("2026-11-20T04:50:00Z", BackupState.COMPLETE, "items");
        assertEquals(Set.of(all.id(), items.id()), RetentionChoice.kept(List.of(items, all), NOTHING, NOW));
    }

    @Test
    void neverRemovesTheNewestCompleteOne() {
        inRandomHistories(history -> {
            Optional<String> newest = history.backups().stream()
                    .filter(RetentionChoiceTest::isComplete)
                    .map(BackupSummary::id)
                    .max(Comparator.naturalOrder());
            Set<String> kept = history.kept();
            newest.ifPresent(id -> assertTrue(kept.contains(id), history.toString()));
        });
    }

    @Test
    void removesNothingMoreWhenItRunsAgain() {
        inRandomHistories(history -> {
            Set<String> kept = history.kept();
            List<BackupSummary> left = history.backups().stream()
                    .filter(backup -> kept.contains(backup.id()))
                    .toList();
            assertEquals(kept, RetentionChoice.kept(left, history.rules(), history.now()), history.toString());
        });
    }

    @Test
    void choosesTheSameWhenARemovalWasCutShort() {
        Random random = new Random(3);
        inRandomHistories(history -> {
            Set<String> kept = history.kept();
            List<BackupSummary> left = history.backups().stream()
                    .filter(backup -> kept.contains(backup.id()) || random.nextBoolean())
                    .toList();
            assertEquals(kept, RetentionChoice.kept(left, history.rules(), history.now()), history.toString());
        });
    }

    @Test
    void keepsNoLessByRulesThatKeepMore() {
        inRandomHistories(history -> {
            Retention rules = history.rules();
            Retention more = new Retention(rules.hourly() + 1, rules.daily() + 2, rules.weekly(), rules.monthly() + 1);
            assertTrue(
                    RetentionChoice.kept(history.backups(), more, history.now()).containsAll(history.kept()),
                    history.toString());
        });
    }

    @Test
    void choosesCompleteOnesAsIfThereWereNoPartialOnes() {
        inRandomHistories(history -> {
            List<BackupSummary> complete = history.backups().stream()
                    .filter(RetentionChoiceTest::isComplete)
                    .toList();
            Set<String> kept = new HashSet<>(history.kept());
            kept.retainAll(complete.stream().map(BackupSummary::id).collect(Collectors.toSet()));
            assertEquals(RetentionChoice.kept(complete, history.rules(), history.now()), kept, history.toString());
        });
    }

    @Test
    void endsWithTheSameBackupsWhetherItRanEveryTimeOrOnlyOnce() {
        inRandomHistories(history -> {
            List<BackupSummary> left = new ArrayList<>();
            for (BackupSummary backup : history.backups()) {
                left.add(backup);
                Set<String> kept = RetentionChoice.kept(left, history.rules(), backup.finished());
                left.removeIf(old -> !kept.contains(old.id()));
            }
            assertEquals(
                    history.kept(), RetentionChoice.kept(left, history.rules(), history.now()), history.toString());
        });
    }

    /** Holds backups, oldest first. */
    private record History(List<BackupSummary> backups, Retention rules, Instant now) {
        Set<String> kept() {
            return RetentionChoice.kept(backups, rules, now);
        }
    }

    private static void inRandomHistories(Consumer<History> property) {
        for (int seed = 0; seed < 200; seed++) {
            property.accept(history(new Random(seed)));
        }
    }

    private static History history(Random random) {
        Instant time = Instant.parse("2024-12-20T00:00:00Z");
        int step = List.of(600, 3600, 86_400, 10 * 86_400).get(random.nextInt(4));
        List<BackupSummary> backups = new ArrayList<>();
        for (int i = random.nextInt(60); i >= 0; i--) {
            time = time.plusSeconds(1 + random.nextInt(2 * step));
            BackupState state = random.nextInt(3) == 0 ? BackupState.PARTIAL : BackupState.COMPLETE;
            backups.add(backup(time, time, state, random.nextInt(5) == 0 ? "items" : "all"));
        }
        Retention rules = new Retention(random.nextInt(6), random.nextInt(6), random.nextInt(4), random.nextInt(4));
        return new History(backups, rules, time.plusSeconds(random.nextInt(7200)));
    }

    private static boolean isComplete(BackupSummary backup) {
        return backup.state() == BackupState.COMPLETE;
    }

    private static Set<String> kept(Retention rules, String... times) {
        return keptAt(NOW, rules, times);
    }

    private static Set<String> keptAt(Instant now, Retention rules, String... times) {
        List<BackupSummary> backups = new ArrayList<>();
        for (String time : times) {
            backups.add(old(time, BackupState.COMPLETE, "all"));
        }
        return RetentionChoice.kept(backups, rules, now).stream()
                .map(id -> BackupId.time(id).toString())
                .collect(Collectors.toSet());
    }

    private static BackupSummary old(String time, BackupState state, String scope) {
        return backup(Instant.parse(time), Instant.parse(time), state, scope);
    }

    private static BackupSummary backup(Instant time, Instant finished, BackupState state, String scope) {
        return new BackupSummary(
                BackupId.of(time, 0), state, scope, time, finished, "12.0.0", 0, new Totals(1, 1, 1, 1, 1, 1));
    }
}
