package io.grafanakeeper.panels;

import java.time.Duration;
import java.time.Period;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moves the window as a panel's query options say: {@code timeFrom} is its length, {@code timeShift} how far it lies back.
 *
 * <p>The end of the window stands for {@code now}. Spans as {@code 6h} are read; expressions as {@code now/d} are refused, since
 * they would ask for other days than the window that was configured. Source: {@code PanelTimeRange.tsx} of Grafana.
 */
final class PanelWindow {
    private static final Pattern SPAN = Pattern.compile("(?:now-|-)?(\\d{1,5})([smhdwMy])");

    private PanelWindow() {}

    static TimeRange of(SavedPanel panel, TimeRange range, Interpolation interpolation) {
        String length = option(panel, "timeFrom", interpolation);
        String shift = option(panel, "timeShift", interpolation);
        TimeRange moved = range;
        if (!length.isEmpty()) {
            ZonedDateTime end = range.to().atZone(range.zone());
            moved = new TimeRange(end.minus(span(panel, length)).toInstant(), range.to(), range.zone());
        }
        if (!shift.isEmpty()) {
            TemporalAmount back = span(panel, shift);
            moved = new TimeRange(
                    moved.from().atZone(range.zone()).minus(back).toInstant(),
                    moved.to().atZone(range.zone()).minus(back).toInstant(),
                    range.zone());
        }
        return moved;
    }

    private static String option(SavedPanel panel, String name, Interpolation interpolation) {
        return interpolation.replace(panel.text(name), Formatter.FIRST).strip();
    }

    private static TemporalAmount span(SavedPanel panel, String written) {
        Matcher span = SPAN.matcher(written);
        if (!span.matches()) {
            throw new PanelException(panel.label() + " moves its window by " + Shown.quote(written)
                    + "; only spans as 6h or 1d can be followed");
        }
        int count = Integer.parseInt(span.group(1));
        return switch (span.group(2)) {
            case "s" -> Duration.of(count, ChronoUnit.SECONDS);
            case "m" -> Duration.of(count, ChronoUnit.MINUTES);
            case "h" -> Duration.of(count, ChronoUnit.HOURS);
            case "d" -> Period.ofDays(count);
            case "w" -> Period.ofWeeks(count);
            case "M" -> Period.ofMonths(count);
            default -> Period.ofYears(count);
        };
    }
}
