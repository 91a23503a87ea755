package io.grafanakeeper.windows;

import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the length of the windows that a long one is split into: so many of one unit. */
record Step(int amount, Unit unit) {
    private static final Pattern DATES = Pattern.compile("P([0-9]{1,5})([DWMY])");
    private static final Pattern TIMES = Pattern.compile("PT([0-9]{1,5})([HMS])");
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,5})([smhdwMQy])");

    /** Reads an ISO 8601 period or duration of one unit ({@code P1D}, {@code PT1H}), or Grafana's short form ({@code 1d}). */
    static Step parse(String text) {
        Matcher dates = DATES.matcher(text);
        if (dates.matches()) {
            String letter = dates.group(2);
            return of(text, dates.group(1), letter.equals("M") ? "M" : letter.toLowerCase(Locale.ROOT));
        }
        Matcher times = TIMES.matcher(text);
        if (times.matches()) {
            return of(text, times.group(1), times.group(2).toLowerCase(Locale.ROOT));
        }
        Matcher plain = SHORT.matcher(text);
        if (plain.matches()) {
            return of(text, plain.group(1), plain.group(2));
        }
        throw refused(text);
    }

    /** Returns the start of the unit that a time lies in. */
    ZonedDateTime floor(ZonedDateTime time) {
        return unit.floor(time);
    }

    /** Returns the time that many steps after the start of a unit. Counted from the start each time, so that no day is lost on the way. */
    ZonedDateTime after(ZonedDateTime start, long steps) {
        ZonedDateTime time = unit.plus(start, steps * amount);
        // A day that begins late, since its midnight is skipped, must not make all that follow begin as late.
        return unit.compareTo(Unit.DAY) >= 0 ? Unit.DAY.floor(time) : time;
    }

    private static Step of(String text, String amount, String letter) {
        int number = Integer.parseInt(amount);
        if (number == 0) {
            throw refused(text);
        }
        return new Step(number, Unit.of(letter.charAt(0)));
    }

    private static WindowException refused(String text) {
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
        return new WindowException(
                "'" + shown + "' is not a step: write one unit, such as P1D, P1W, P1M, PT1H, or 1d, 1h");
    }
}
