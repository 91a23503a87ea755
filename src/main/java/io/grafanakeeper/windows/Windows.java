package io.grafanakeeper.windows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Resolves the two ends of a window, and splits a long window into steps.
 *
 * <p>A window is half-open, and {@code /unit} goes back to the start of the unit at both ends: {@code now-1d/d} to {@code now/d} is
 * yesterday, from its first instant to the first of today. Grafana's own pickers instead round the end up, to the last millisecond of
 * the unit. Its habit of writing a whole unit with the same text twice ({@code now-1d/d} to {@code now-1d/d}, {@code now/w} to
 * {@code now/w}) works here too: where both ends fall together and the end was rounded, it is the start of the next unit. Weeks begin on
 * Monday. A local time that a clock change skips or repeats is taken as {@code java.time} does: moved on by the gap, or the earlier one.
 */
public final class Windows {
    /** The most windows that a long one is split into. */
    public static final int MOST = 1000;

    private Windows() {}

    /**
     * Resolves a window.
     *
     * @param from its first instant, as {@link TimeExpression} reads it
     * @param to its end, which does not belong to it
     * @param scheduled what {@code now} means: the time that the run was scheduled for, never the time at which it starts
     * @param zone the zone of days, weeks and of times without an offset
     * @throws WindowException if an end is not a time, or the window is empty
     */
    public static TimeRange resolve(String from, String to, Instant scheduled, ZoneId zone) {
        ZonedDateTime now = scheduled.atZone(zone);
        ZonedDateTime start = TimeExpression.resolve(from, now);
        ZonedDateTime end = TimeExpression.resolve(to, now);
        if (start.isEqual(end) && TimeExpression.endsInRounding(to)) {
            end = TimeExpression.roundedUp(to, end);
        }
        if (!start.isBefore(end)) {
            throw new WindowException("the window is empty: 'from' (" + from + ") is " + start.toInstant() + ", 'to' ("
                    + to + ") is " + end.toInstant());
        }
        return new TimeRange(start.toInstant(), end.toInstant());
    }

    /**
     * Splits a window into steps that follow each other without gap or overlap, the earliest first.
     *
     * <p>Steps are counted from the start of the unit that the window begins in, so a daily step gives calendar days of the zone, 23 or
     * 25 hours long where its clocks change; the first and the last are cut to the window.
     *
     * @throws WindowException if the step is not one, or gives more than {@value #MOST} windows
     */
    public static List<TimeRange> split(TimeRange window, String step, ZoneId zone) {
        Step size = Step.parse(step);
        ZonedDateTime first = size.floor(window.from().atZone(zone));
        List<TimeRange> windows = new ArrayList<>();
        Instant from = window.from();
        for (long count = 1; from.isBefore(window.to()); count++) {
            Instant next = size.after(first, count).toInstant();
            if (!next.isAfter(from)) {
                continue;
            }
            if (windows.size() == MOST) {
                throw new WindowException("step " + step + " splits " + window + " into more than " + MOST
                        + " windows; choose a longer step or a shorter range");
            }
            Instant to = next.isBefore(window.to()) ? next : window.to();
            windows.add(new TimeRange(from, to));
            from = to;
        }
        return List.copyOf(windows);
    }
}
