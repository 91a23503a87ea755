package io.grafanakeeper.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads schedules as Azure's timers do. */
class NcronTabTest {
    /** A Monday. */
    private static final Instant MONDAY = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 */5 * * * *             | 2026-11-23T10:05:00Z",
                "0 5/15 * * * *            | 2026-11-23T10:05:00Z",
                "0 0 6 * * *               | 2026-11-24T06:00:00Z",
                "*/30 * * * * *            | 2026-11-23T10:00:30Z",
                "0 0 9-17/2 * * Mon,Wed    | 2026-11-23T11:00:00Z",
                "0 0 0 1 JAN *             | 2027-01-01T00:00:00Z",
                "0 0 0 1 january,July *    | 2027-01-01T00:00:00Z",
                "0 0 0 * * wednesday-FRI   | 2026-11-25T00:00:00Z",
                "0 0 0 * * 0               | 2026-11-29T00:00:00Z",
                "0 0 0 * * 6               | 2026-11-28T00:00:00Z",
                "0 0 0 * * SUN-TUE         | 2026-11-24T00:00:00Z",
                // both fields of the day must match: the next Friday, 13th
                "0 0 0 13 * 5              | 2027-08-13T00:00:00Z",
                "0 0 0 29 2 *              | 2028-02-29T00:00:00Z"
            })
    void findsTheNextTimeStrictlyAfter(String schedule, Instant expected) {
        NcronTab parsed = NcronTab.parse(schedule);
        assertEquals(Optional.of(expected), parsed.next(MONDAY));
        assertTrue(parsed.next(expected).orElseThrow().isAfter(expected));
        assertEquals(Optional.of(expected), parsed.last(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/5 * * * *      | six fields",
                "0 0 6 * * * *    | six fields",
                "60 0 6 * * *     | {second} takes 0 to 59",
                "0 0 25 * * *     | {hour} takes 0 to 23",
                "0 */0 * * * *    | {minute}",
                "0 0 6 0 * *      | {day} takes",
                "0 0 6 * 13 *     | {month} takes",
                "0 0 6 * MON *    | {month} takes",
                "0 0 6 * * 7      | {day of week} takes",
                "0 0 6 * * FRI-MON| {day of week} takes",
                "0 0 22-2 * * *   | {hour} takes",
                "0 0 6 * * MON#2  | {day of week} takes",
                "0 0 6 L * *      | {day} takes",
                "0 0 6 * * Funday | {day of week} takes",
                "0 0 6 30 2 *     | never"
            })
    void refusesWithTheFieldThatIsWrong(String schedule, String reason) {
        String message = String.valueOf(assertThrows(WindowException.class, () -> NcronTab.parse(schedule))
                .getMessage());
        assertTrue(message.contains(reason), message);
    }

    @Test
    void neverRepeatsWhatItRefuses() {
        String message =
                String.valueOf(assertThrows(WindowException.class, () -> NcronTab.parse("0 0 glsa_secret * * *"))
                        .getMessage());
        assertFalse(message.toLowerCase(Locale.ROOT).contains("glsa"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 */7 * * * *",
                "0 0 6 * * MON-FRI",
                "30 15 */6 1,15,31 * *",
                "0 0 0 13 * 5",
                "0 59 23 28-31 FEB-NOV 0,6",
                "15 0 0 */2 */3 *"
            })
    void findsTheLastTimeAfterWhichNoneComesUntilThen(String schedule) {
        NcronTab parsed = NcronTab.parse(schedule);
        Instant start = Instant.parse("2025-06-01T00:00:00Z");
        for (int step = 1; step < 60; step++) {
            Instant until = start.plusSeconds(step * 86_399L * 7).plusMillis(step % 3 * 500L);
            Instant last = parsed.last(until).orElseThrow();
            assertFalse(last.isAfter(until), () -> "until " + until);
            assertEquals(Optional.of(last), parsed.next(last.minusNanos(1)));
            assertTrue(parsed.next(last).orElseThrow().isAfter(until), () -> "until " + until);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * * * * *", "*/2 * * * * *", "0-58 * * * * *"})
    void givesWholeSecondsForWhateverIsAsked(String schedule) {
        NcronTab parsed = NcronTab.parse(schedule);
        Instant half = MONDAY.plusMillis(30_500);
        Instant next = parsed.next(half).orElseThrow();
        assertEquals(Optional.of(next), parsed.next(MONDAY.plusSeconds(30)));
        assertEquals(Optional.of(MONDAY.plusSeconds(30)), parsed.last(half));
        assertEquals(Optional.of(MONDAY.plusSeconds(30)), parsed.last(MONDAY.plusSeconds(30)));
        assertEquals(next.truncatedTo(ChronoUnit.SECONDS), next);
        assertEquals(List.of(next), parsed.between(half, next, 10));
    }

    @Test
    void listsWhatLiesBetweenWithoutTheStartAndWithTheEnd() {
        NcronTab hourly = NcronTab.parse("0 0 * * * *");
        assertEquals(
                List.of(MONDAY.plusSeconds(3600), MONDAY.plusSeconds(7200)),
                hourly.between(MONDAY, MONDAY.plusSeconds(7200), 10));
        assertEquals(List.of(MONDAY.plusSeconds(3600)), hourly.between(MONDAY, MONDAY.plusSeconds(7200), 1));
        assertEquals(List.of(), hourly.between(MONDAY, MONDAY, 10));
    }
}
