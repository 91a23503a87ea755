package io.grafanakeeper.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.MovableClock;
import io.grafanakeeper.runs.BackupMessage;
import io.grafanakeeper.runs.BackupScope;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.RunStore.Recorded;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T06:00:00Z"));
    private final InMemoryInboxStore store = new InMemoryInboxStore();
    private final InMemoryRunStore runs = new InMemoryRunStore();
    private final Inbox one = new Inbox(store, runs, clock);
    private final Inbox other = new Inbox(store, runs, clock);

    @Test
    void asksForABackupAtOnceAfterAQuietMinute() {
        Inbox.Noted first = one.note("t", named("a"));
        assertNotNull(first.message());
        begin(first);
        clock.move(Duration.ofSeconds(60));
        assertNotNull(other.note("t", named("b")).message());
        assertNotNull(one.note("another", named("b")).message());
    }

    @Test
    void gathersTheEventsOfAMinuteUnderOneRun() {
        begin(one.note("t", named("a")));
        Inbox.Noted second = other.note("t", named("b"));
        clock.move(Duration.ofSeconds(59));
        Inbox.Noted third = one.note("t", named("c"));
        assertNull(second.message());
        assertNull(third.message());
        assertEquals(second.run().id(), third.run().id());
        assertEquals(Instant.parse("2026-11-23T06:01:00Z"), second.run().requested());
        assertEquals(List.of(), one.sweep("t"));

        clock.move(Duration.ofSeconds(1));
        List<String> swept = one.sweep("t");
        BackupMessage message = BackupMessage.read(swept.get(0));
        assertEquals(1, swept.size());
        assertEquals(second.run().id(), message.run().id());
        assertEquals(Set.of("b", "c"), message.scope().dashboards());
        assertEquals(List.of(), other.sweep("t"));
    }

    @Test
    void asksForEverythingWhereTheNamesAreTooLongForAMessage() {
        TreeSet<String> uids = new TreeSet<>();
        for (int i = 0; i < BackupScope.MOST_DASHBOARDS; i++) {
            uids.add("\u6f22".repeat(297) + i);
        }
        Inbox.Noted noted = one.note("t", new BackupScope(uids, uids, "many"));
        String message = String.valueOf(noted.message());
        assertTrue(message.getBytes(StandardCharsets.UTF_8).length < 48 * 1024);
        assertTrue(BackupMessage.read(message).scope().isEverything());
    }

    @Test
    void asksForWhatTheMinuteGatheredWithTheNextEventIfThatIsFaster() {
        begin(one.note("t", named("a")));
        one.note("t", named("b"));
        clock.move(Duration.ofSeconds(61));
        String message = other.note("t", named("c")).message();
        assertNotNull(message);
        assertEquals(Set.of("b", "c"), BackupMessage.read(message).scope().dashboards());
        assertEquals(List.of(), one.sweep("t"));
    }

    @Test
    void sendsAgainWhatNoWorkerHasBegunInFiveMinutesAndThenStops() {
        Inbox.Noted lost = one.note("t", named("a"));
        clock.move(Duration.ofMinutes(2));
        Inbox.Noted also = one.note("t", named("b"));
        assertEquals(List.of(), other.sweep("t"));

        clock.move(Duration.ofMinutes(3));
        assertEquals(List.of(String.valueOf(lost.message())), other.sweep("t"));
        assertEquals(List.of(), other.sweep("t"));

        begin(lost);
        clock.move(Duration.ofMinutes(5));
        assertEquals(List.of(String.valueOf(also.message())), other.sweep("t"));
        begin(also);
        clock.move(Duration.ofMinutes(5));
        assertEquals(List.of(), other.sweep("t"));
        assertEquals(List.of(), store.find("t").orElseThrow().state().sent());
    }

    @Test
    void sendsNothingAgainThatTheQueueTriesAgain() {
        Inbox.Noted failing = one.note("t", named("a"));
        begin(failing);
        Recorded recorded = runs.find(failing.run().id()).orElseThrow();
        assertTrue(runs.replace(recorded, recorded.run().failedForNow("Grafana is away"))
                .isPresent());
        clock.move(Duration.ofMinutes(5));
        assertEquals(List.of(), one.sweep("t"));
    }

    @Test
    void asksForTheWholeTargetWhenAnyEventDoesOrTooManyDashboardsAreNamed() {
        assertTrue(named("a").plus(BackupScope.everything("x")).isEverything());
        assertTrue(BackupScope.everything("x").plus(named("a")).isEverything());
        BackupScope many = named("d0");
        for (int i = 1; i < BackupScope.MOST_DASHBOARDS; i++) {
            many = many.plus(named("d" + i));
        }
        assertFalse(many.isEverything());
        assertTrue(many.plus(named("one-more")).isEverything());
    }

    @Test
    void believesTheLaterEventWhetherADashboardIsDeleted() {
        BackupScope deleted = new BackupScope(new TreeSet<>(Set.of("a")), new TreeSet<>(Set.of("a")), "gone");
        assertEquals(Set.of("a"), named("a").plus(deleted).deleted());
        assertEquals(Set.of(), deleted.plus(named("a")).deleted());
        assertEquals(Set.of("a"), deleted.plus(named("b")).deleted());
    }

    private void begin(Inbox.Noted noted) {
        Recorded recorded = runs.find(noted.run().id()).orElseThrow();
        assertTrue(
                runs.replace(recorded, recorded.run().begun(clock.instant(), 1)).isPresent());
    }

    private static BackupScope named(String uid) {
        return new BackupScope(new TreeSet<>(Set.of(uid)), new TreeSet<>(), "because");
    }
}
