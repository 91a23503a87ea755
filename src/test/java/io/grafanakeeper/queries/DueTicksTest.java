package io.grafanakeeper.queries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.settings.CatchUp;
import io.grafanakeeper.windows.NcronTab;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DueTicksTest {
    private static final NcronTab HOURLY = NcronTab.parse("0 0 * * * *");
    private static final Duration ON_TIME = Duration.ofMinutes(10);
    private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"ALL, 3", "LAST, 1", "NONE, 1"})
    void catchesUpAsConfiguredWhenTheLatestIsStillOnTime(CatchUp catchUp, int expected) {
        DueTicks due = look(catchUp, TEN.minus(Duration.ofMinutes(150)), TEN.plusSeconds(60));
        assertEquals(expected, due.ticks().size());
        assertEquals(TEN, due.ticks().get(expected - 1));
        assertEquals(TEN.plusSeconds(60), due.handledUntil());
    }

    @ParameterizedTest
    @CsvSource({"ALL, 3", "LAST, 1", "NONE, 0"})
    void catchesUpAsConfiguredWhenTheLatestIsLate(CatchUp catchUp, int expected) {
        Instant now = TEN.plus(ON_TIME);
        assertEquals(
                expected,
                look(catchUp, TEN.minus(Duration.ofMinutes(150)), now).ticks().size());
    }

    @ParameterizedTest
    @EnumSource
    void runsEveryTimeOnceWhenLookedAtEachMinute(CatchUp catchUp) {
        List<Instant> ran = new ArrayList<>();
        Instant handled = TEN;
        for (int minute = 1; minute <= 24 * 60; minute++) {
            DueTicks due = look(catchUp, handled, TEN.plusSeconds(minute * 60L + minute % 7));
            ran.addAll(due.ticks());
            handled = due.handledUntil();
        }
        assertEquals(HOURLY.between(TEN, TEN.plus(Duration.ofDays(1)), 100), ran);
    }

    @ParameterizedTest
    @EnumSource
    void runsNoHistoryOfAQueryNeverSeenBefore(CatchUp catchUp) {
        assertEquals(List.of(TEN), look(catchUp, null, TEN.plusSeconds(60)).ticks());
        DueTicks none = look(catchUp, null, TEN.plusSeconds(1800));
        assertEquals(new DueTicks(List.of(), TEN.plusSeconds(1800)), none);
    }

    @ParameterizedTest
    @EnumSource
    void doesNothingWhenTheClockWentBack(CatchUp catchUp) {
        Instant handled = TEN.plusSeconds(60);
        assertEquals(new DueTicks(List.of(), handled), look(catchUp, handled, TEN.plusSeconds(1)));
        assertEquals(new DueTicks(List.of(), handled), look(catchUp, handled, handled));
    }

    @Test
    void returnsALongHistoryInPartsWithoutAGap() {
        NcronTab minutes = NcronTab.parse("0 * * * * *");
        Instant now = TEN.plus(Duration.ofMinutes(DueTicks.MOST + 5L));
        DueTicks first = DueTicks.of(minutes, CatchUp.ALL, TEN, now, ON_TIME, DueTicks.MOST);
        assertEquals(DueTicks.MOST, first.ticks().size());
        assertEquals(TEN.plusSeconds(60), first.ticks().get(0));
        DueTicks rest = DueTicks.of(minutes, CatchUp.ALL, first.handledUntil(), now, ON_TIME, DueTicks.MOST);
        assertEquals(5, rest.ticks().size());
        assertTrue(rest.ticks().get(0).isAfter(first.ticks().get(DueTicks.MOST - 1)));
        assertEquals(now, rest.handledUntil());
    }

    @Test
    void leavesEverythingForLaterWhereThereIsNoRoom() {
        Instant now = TEN.plus(Duration.ofHours(5));
        assertEquals(new DueTicks(List.of(), TEN), DueTicks.of(HOURLY, CatchUp.ALL, TEN, now, ON_TIME, 0));
        Instant eleven = TEN.plus(Duration.ofHours(1));
        assertEquals(new DueTicks(List.of(eleven), eleven), DueTicks.of(HOURLY, CatchUp.ALL, TEN, now, ON_TIME, 1));
    }

    private static DueTicks look(CatchUp catchUp, @Nullable Instant handledUntil, Instant now) {
        return DueTicks.of(HOURLY, catchUp, handledUntil, now, ON_TIME, DueTicks.MOST);
    }
}
