package io.grafanakeeper.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Splits long windows. */
class SplitTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29, 23",
        "Europe/Berlin, 2026-10-25, 25",
        "America/New_York, 2026-03-08, 23",
        "America/New_York, 2026-11-01, 25"
    })
    void givesCalendarDaysThatAreTheSameAsTheScheduledOnes(ZoneId zone, LocalDate change, int hours) {
        TimeRange month =
                local(zone, change.minusDays(15).toString(), change.plusDays(15).toString());
        for (String step : List.of("P1D", "1d")) {
            List<TimeRange> days = seamless(month, step, zone);
            assertEquals(30, days.size());
            assertEquals(hours, length(days.get(15)).toHours());
            for (TimeRange day : days) {
                Instant scheduled = day.to().plus(Duration.ofHours(6));
                assertEquals(day, Windows.resolve("now-1d/d", "now/d", scheduled, zone));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H, Europe/Berlin, 2026-03-14",
        "PT1H, Europe/Berlin, 2026-10-10",
        "1h, America/New_York, 2026-02-22",
        "1h, America/New_York, 2026-10-18"
    })
    void givesExactHoursOverAChangeOfTheClocks(String step, ZoneId zone, LocalDate first) {
        TimeRange month = local(zone, first.toString(), first.plusMonths(1).toString());
        List<TimeRange> hours = seamless(month, step, zone);
        assertEquals(length(month).toHours(), hours.size());
        assertTrue(hours.stream().allMatch(hour -> length(hour).equals(Duration.ofHours(1))));
    }

    @Test
    void alignsTheStepsToTheCalendarAndCutsTheEndsToTheWindow() {
        assertEquals(
                List.of(
                        local(BERLIN, "2026-01-31", "2026-02-01"),
                        local(BERLIN, "2026-02-01", "2026-03-01"),
                        local(BERLIN, "2026-03-01", "2026-03-31")),
                seamless(local(BERLIN, "2026-01-31", "2026-03-31"), "P1M", BERLIN));
        assertEquals(
                List.of(local(BERLIN, "2026-11-20", "2026-11-23"), local(BERLIN, "2026-11-23", "2026-11-25")),
                seamless(local(BERLIN, "2026-11-20", "2026-11-25"), "P1W", BERLIN));
        assertEquals(
                List.of(local(BERLIN, "2026-11-20", "2026-11-22"), local(BERLIN, "2026-11-22", "2026-11-23")),
                seamless(local(BERLIN, "2026-11-20", "2026-11-23"), "2d", BERLIN));
        assertEquals(
                4,
                seamless(local(BERLIN, "2026-01-01", "2027-01-01"), "1Q", BERLIN)
                        .size());
        assertEquals(
                2,
                seamless(local(BERLIN, "2026-06-01", "2027-06-01"), "P1Y", BERLIN)
                        .size());
    }

    @Test
    void beginsEachDayAtItsFirstInstantThoughOneMidnightIsSkipped() {
        ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
        List<TimeRange> days = seamless(local(saoPaulo, "2018-11-04", "2018-11-07"), "P1D", saoPaulo);
        assertEquals(
                List.of(23L, 24L, 24L),
                days.stream().map(day -> length(day).toHours()).toList());
    }

    @Test
    void splitsIntoAThousandWindowsAndNoMore() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        TimeRange fits = new TimeRange(from, from.plusSeconds(1000));
        assertEquals(1000, seamless(fits, "PT1S", BERLIN).size());
        TimeRange tooLong = new TimeRange(from, from.plusSeconds(1000).plusMillis(1));
        String message =
                String.valueOf(assertThrows(WindowException.class, () -> Windows.split(tooLong, "PT1S", BERLIN))
                        .getMessage());
        assertTrue(message.contains("1000"), message);
    }

    @ParameterizedTest
    @CsvSource({"P0D", "PT0H", "0d", "P1DT1H", "1", "d", "P1H", "PT1D", "-P1D", "P-1D", "P999999D", "''", "1D", "day"})
    void refusesWhatIsNoStep(String step) {
        TimeRange day = local(BERLIN, "2026-01-01", "2026-01-02");
        assertThrows(WindowException.class, () -> Windows.split(day, step, BERLIN));
    }

    private static List<TimeRange> seamless(TimeRange window, String step, ZoneId zone) {
        List<TimeRange> parts = Windows.split(window, step, zone);
        Instant end = window.from();
        for (TimeRange part : parts) {
            assertEquals(end, part.from());
            end = part.to();
        }
        assertEquals(window.to(), end);
        return parts;
    }

    private static Duration length(TimeRange range) {
        return Duration.between(range.from(), range.to());
    }

    private static TimeRange local(ZoneId zone, String from, String to) {
        return Windows.resolve(from, to, Instant.EPOCH, zone);
    }
}
