package io.grafanakeeper.windows;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.Stream;

/**
 * Names Grafana's units of time by their letters. From a day up they are calendar arithmetic in the zone, so that a day may have 23 or
 * 25 hours; from an hour down they are exact.
 */
enum Unit {
    SECOND('s', ChronoUnit.SECONDS, 1),
    MINUTE('m', ChronoUnit.MINUTES, 1),
    HOUR('h', ChronoUnit.HOURS, 1),
    DAY('d', ChronoUnit.DAYS, 1),
    WEEK('w', ChronoUnit.WEEKS, 1),
    MONTH('M', ChronoUnit.MONTHS, 1),
    QUARTER('Q', ChronoUnit.MONTHS, 3),
    YEAR('y', ChronoUnit.YEARS, 1);

    private final char letter;
    private final ChronoUnit unit;
    private final int size;

    Unit(char letter, ChronoUnit unit, int size) {
        this.letter = letter;
        this.unit = unit;
        this.size = size;
    }

    static Unit of(char letter) {
        return Stream.of(values())
                .filter(unit -> unit.letter == letter)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no unit " + letter));
    }

    /** Adds that many units, or subtracts them if negative. */
    ZonedDateTime plus(ZonedDateTime time, long amount) {
        return time.plus(amount * size, unit);
    }

    /** Returns the start of the unit that a time lies in; a week begins on Monday, a day when its date begins in the zone. */
    ZonedDateTime floor(ZonedDateTime time) {
        LocalDate date = time.toLocalDate();
        return switch (this) {
            case SECOND, MINUTE, HOUR -> time.truncatedTo(unit);
            case DAY -> start(date, time);
            case WEEK -> start(date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), time);
            case MONTH -> start(date.withDayOfMonth(1), time);
            case QUARTER ->
                start(date.with(date.getMonth().firstMonthOfQuarter()).withDayOfMonth(1), time);
            case YEAR -> start(date.withDayOfYear(1), time);
        };
    }

    /** Returns the start of the next unit. */
    ZonedDateTime ceiling(ZonedDateTime time) {
        ZonedDateTime next = plus(floor(time), 1);
        return unit.isDateBased() ? start(next.toLocalDate(), time) : next;
    }

    private static ZonedDateTime start(LocalDate date, ZonedDateTime time) {
        return date.atStartOfDay(time.getZone());
    }
}
