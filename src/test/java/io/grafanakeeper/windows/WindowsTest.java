package io.grafanakeeper.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resolves windows by hand-checked tables, and over both changes of the clocks. */
class WindowsTest {
    /** Sunday, 13:14:15.678 in Berlin, a week after its clocks went back. */
    private static final Instant NOW = Instant.parse("2026-11-01T12:14:15.678Z");

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        // Grafana's documented examples
        "now-5m, now, 2026-11-01T13:09:15.678+01:00, 2026-11-01T13:14:15.678+01:00",
        "now/d, now, 2026-11-01T00:00:00+01:00, 2026-11-01T13:14:15.678+01:00",
        "now/w, now/w, 2026-10-26T00:00:00+01:00, 2026-11-02T00:00:00+01:00",
        "now/w, now, 2026-10-26T00:00:00+01:00, 2026-11-01T13:14:15.678+01:00",
        "now/M, now/M, 2026-11-01T00:00:00+01:00, 2026-12-01T00:00:00+01:00",
        "now-1M/M, now-1M/M, 2026-10-01T00:00:00+02:00, 2026-11-01T00:00:00+01:00",
        "now/y, now/y, 2026-01-01T00:00:00+01:00, 2027-01-01T00:00:00+01:00",
        "now/Q, now/Q, 2026-10-01T00:00:00+02:00, 2027-01-01T00:00:00+01:00",
        // a whole unit, written once with its end and once twice
        "now-1d/d, now/d, 2026-10-31T00:00:00+01:00, 2026-11-01T00:00:00+01:00",
        "now-1d/d, now-1d/d, 2026-10-31T00:00:00+01:00, 2026-11-01T00:00:00+01:00",
        "now/d, now+1d/d, 2026-11-01T00:00:00+01:00, 2026-11-02T00:00:00+01:00",
        "now-1w/w, now/w, 2026-10-19T00:00:00+02:00, 2026-10-26T00:00:00+01:00",
        "now-2M/M, now-1M/M, 2026-09-01T00:00:00+02:00, 2026-10-01T00:00:00+02:00",
        "now-1Q/Q, now/Q, 2026-07-01T00:00:00+02:00, 2026-10-01T00:00:00+02:00",
        "now-1y/y, now/y, 2025-01-01T00:00:00+01:00, 2026-01-01T00:00:00+01:00",
        "now-1h/h, now/h, 2026-11-01T12:00:00+01:00, 2026-11-01T13:00:00+01:00",
        "now/m, now/m, 2026-11-01T13:14:00+01:00, 2026-11-01T13:15:00+01:00",
        "now/s, now/s, 2026-11-01T13:14:15+01:00, 2026-11-01T13:14:16+01:00",
        // days are calendar days, hours are exact
        "now-7d, now, 2026-10-25T13:14:15.678+01:00, 2026-11-01T13:14:15.678+01:00",
        "now-8d, now, 2026-10-24T13:14:15.678+02:00, 2026-11-01T13:14:15.678+01:00",
        "now-192h, now, 2026-10-24T14:14:15.678+02:00, 2026-11-01T13:14:15.678+01:00",
        "now, now+1h, 2026-11-01T13:14:15.678+01:00, 2026-11-01T14:14:15.678+01:00",
        // several steps from left to right; a missing number is one
        "now-d/d+6h, now/d+6h, 2026-10-31T06:00:00+01:00, 2026-11-01T06:00:00+01:00",
        "now/M-1d, now/M, 2026-10-31T00:00:00+01:00, 2026-11-01T00:00:00+01:00",
        // dates and times
        "2026-03-29, 2026-03-30, 2026-03-29T00:00:00+01:00, 2026-03-30T00:00:00+02:00",
        "2026-10-24T23:30:00, 2026-10-25T03:00:00, 2026-10-24T23:30:00+02:00, 2026-10-25T03:00:00+01:00",
        "2026-01-01T00:00:00Z, 2026-01-01T05:00:00+02:00, 2026-01-01T00:00:00Z, 2026-01-01T03:00:00Z",
        "1767225600000, 1767225600001, 2026-01-01T00:00:00Z, 2026-01-01T00:00:00.001Z",
        // a time that is skipped moves on by the gap; one that comes twice is the earlier
        "2026-03-29T02:30:00, 2026-03-29T04:00:00, 2026-03-29T03:30:00+02:00, 2026-03-29T04:00:00+02:00",
        "2026-10-25T02:30:00, 2026-10-25T03:30:00, 2026-10-25T02:30:00+02:00, 2026-10-25T03:30:00+01:00"
    })
    void resolvesBothEnds(String from, String to, String expectedFrom, String expectedTo) {
        assertEquals(range(expectedFrom, expectedTo), Windows.resolve(from, to, NOW, BERLIN));
    }

    @Test
    void beginsADayWhenItsMidnightIsSkipped() {
        Instant noon = Instant.parse("2018-11-04T15:00:00Z");
        ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
        assertEquals(
                range("2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"),
                Windows.resolve("now/d", "now/d", noon, saoPaulo));
    }

    @Test
    void roundsHoursByTheClockOfTheZone() {
        assertEquals(
                range("2026-11-01T17:00:00+05:30", "2026-11-01T18:00:00+05:30"),
                Windows.resolve("now/h", "now/h", NOW, ZoneId.of("Asia/Kolkata")));
    }

    @ParameterizedTest
    @CsvSource({
        "now, now",
        "now, now-1h",
        "now/d+6h, now/d+6h",
        "2026-01-02, 2026-01-01",
        "now/d, now-1d/d",
        "1767225600000, 1767225600000"
    })
    void refusesAnEmptyWindowAndNamesBothEnds(String from, String to) {
        String message =
                String.valueOf(assertThrows(WindowException.class, () -> Windows.resolve(from, to, NOW, BERLIN))
                        .getMessage());
        assertTrue(message.contains("(" + from + ")") && message.contains("(" + to + ")"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday",
        "now-1x",
        "now - 1d",
        "now-1fQ/fQ",
        "2026-13-01",
        "2026-02-30",
        "12",
        "''",
        "now-999999999y",
        "now-99999y",
        "-999999999-01-01",
        "-999999999-01-01T00:00:00+18:00",
        "+999999999-12-31T23:59:59-18:00",
        "2026-01-01T25:00:00"
    })
    void refusesWhatIsNoTime(String from) {
        assertThrows(WindowException.class, () -> Windows.resolve(from, "now", NOW, BERLIN));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29, 23",
        "Europe/Berlin, 2026-10-25, 25",
        "America/New_York, 2026-03-08, 23",
        "America/New_York, 2026-11-01, 25"
    })
    void givesYesterdayForEveryDayOfAMonthOverAChangeOfTheClocks(ZoneId zone, LocalDate change, int hours) {
        Instant end = change.minusDays(15).atStartOfDay(zone).toInstant();
        for (LocalDate day = change.minusDays(15); day.isBefore(change.plusDays(15)); day = day.plusDays(1)) {
            Instant scheduled = day.plusDays(1).atTime(6, 0).atZone(zone).toInstant();
            TimeRange window = Windows.resolve("now-1d/d", "now/d", scheduled, zone);
            assertEquals(end, window.from());
            assertEquals(day, window.from().atZone(zone).toLocalDate());
            assertEquals(
                    day.equals(change) ? hours : 24,
                    Duration.between(window.from(), window.to()).toHours());
            assertEquals(window, Windows.resolve("now-1d/d", "now/d", scheduled, zone));
            end = window.to();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-14",
        "Europe/Berlin, 2026-10-10",
        "America/New_York, 2026-02-22",
        "America/New_York, 2026-10-18"
    })
    void givesTheHourBeforeForEveryHourOfAMonth(ZoneId zone, LocalDate first) {
        Instant start = first.atStartOfDay(zone).toInstant();
        Instant end = first.plusMonths(1).atStartOfDay(zone).toInstant();
        for (Instant hour = start; hour.isBefore(end); hour = hour.plus(Duration.ofHours(1))) {
            Instant scheduled = hour.plus(Duration.ofMinutes(65));
            assertEquals(
                    new TimeRange(hour, hour.plus(Duration.ofHours(1))),
                    Windows.resolve("now-1h/h", "now/h", scheduled, zone));
        }
    }

    private static TimeRange range(String from, String to) {
        return new TimeRange(
                OffsetDateTime.parse(from).toInstant(), OffsetDateTime.parse(to).toInstant());
    }
}
