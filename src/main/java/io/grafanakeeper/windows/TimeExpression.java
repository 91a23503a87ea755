package io.grafanakeeper.windows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one end of a window: Grafana's relative syntax ({@code now-1d/d}), an ISO 8601 date or time, or milliseconds since 1970.
 *
 * <p>The steps of a relative time apply from left to right; a missing number is 1; {@code /unit} goes back to the start of the unit. A
 * date or time without an offset is one of the zone.
 */
public final class TimeExpression {
    /** Says what a text must be. */
    public static final String FORM =
            "Grafana's relative syntax (now-1d/d; units s m h d w M Q y), an ISO 8601 date or time, or"
                    + " milliseconds since 1970";

    private static final Pattern RELATIVE = Pattern.compile("now(?:[+-][0-9]{0,9}[smhdwMQy]|/[smhdwMQy]){0,20}");
    private static final Pattern STEP = Pattern.compile("([+-])([0-9]*)([a-zA-Z])|/([a-zA-Z])");
    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{10,15}");
    private static final DateTimeFormatter ABSOLUTE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private TimeExpression() {}

    /** Tells whether a text has one of the forms. */
    public static boolean valid(String text) {
        return RELATIVE.matcher(text).matches()
                || MILLISECONDS.matcher(text).matches()
                || absolute(text).isPresent();
    }

    /** Tells whether a text is a relative time whose last step goes back to the start of a unit, such as {@code now-1d/d}. */
    public static boolean endsInRounding(String text) {
        return RELATIVE.matcher(text).matches() && text.charAt(text.length() - 2) == '/';
    }

    /** Returns the time that a text stands for at a given one. */
    static ZonedDateTime resolve(String text, ZonedDateTime now) {
        try {
            if (RELATIVE.matcher(text).matches()) {
                return relative(text, now);
            }
            if (MILLISECONDS.matcher(text).matches()) {
                return Instant.ofEpochMilli(Long.parseLong(text)).atZone(now.getZone());
            }
            return absolute(text)
                    .map(time -> zoned(time, now.getZone()))
                    .orElseThrow(() -> new WindowException("'" + shortened(text) + "' is not a time: write " + FORM));
        } catch (DateTimeException | ArithmeticException e) {
            throw new WindowException("'" + text + "' is too far away");
        }
    }

    /** Returns the start of the unit after the one that a text {@link #endsInRounding ends in}. */
    static ZonedDateTime roundedUp(String text, ZonedDateTime start) {
        try {
            return Unit.of(text.charAt(text.length() - 1)).ceiling(start);
        } catch (DateTimeException | ArithmeticException e) {
            throw new WindowException("'" + text + "' leaves the years that there are");
        }
    }

    private static ZonedDateTime relative(String text, ZonedDateTime now) {
        ZonedDateTime time = now;
        Matcher step = STEP.matcher(text);
        while (step.find()) {
            if (step.group(4) != null) {
                time = Unit.of(step.group(4).charAt(0)).floor(time);
            } else {
                long amount = step.group(2).isEmpty() ? 1 : Long.parseLong(step.group(2));
                time = Unit.of(step.group(3).charAt(0)).plus(time, step.group(1).equals("-") ? -amount : amount);
            }
        }
        return time;
    }

    private static Optional<TemporalAccessor> absolute(String text) {
        try {
            return Optional.of(ABSOLUTE.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ZonedDateTime zoned(TemporalAccessor time, ZoneId zone) {
        if (time instanceof OffsetDateTime exact) {
            return exact.atZoneSameInstant(zone);
        }
        return time instanceof LocalDateTime local
                ? local.atZone(zone)
                : LocalDate.from(time).atStartOfDay(zone);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
