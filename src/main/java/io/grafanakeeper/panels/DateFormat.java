package io.grafanakeeper.panels;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a time in milliseconds: {@code iso}, {@code seconds}, {@code ms}, or a pattern of Moment.js.
 *
 * <p>Source: "Global variables, $__from and $__to" in Grafana's documentation, and {@code https://momentjs.com/docs/#/displaying/}.
 * The patterns that depend on a language ({@code LLLL}) and on an era are written as they are.
 */
final class DateFormat {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ENGLISH);
    private static final Pattern TOKEN =
            Pattern.compile("\\[([^\\]]*)\\]|YYYY|YY|Q|MMMM|MMM|MM|M|DDDD|DDD|DD|D|dddd|ddd"
                    + "|HH|H|hh|h|mm|m|ss|s|S{1,9}|A|a|ZZ|Z|X|x|WW|W|E");
    private static final Pattern TIME = Pattern.compile("-?\\d{1,15}");
    private static final Map<String, String> SPELLED = Map.ofEntries(
            Map.entry("YYYY", "uuuu"),
            Map.entry("YY", "uu"),
            Map.entry("Q", "Q"),
            Map.entry("MMMM", "MMMM"),
            Map.entry("MMM", "MMM"),
            Map.entry("MM", "MM"),
            Map.entry("M", "M"),
            Map.entry("DDDD", "DDD"),
            Map.entry("DDD", "D"),
            Map.entry("DD", "dd"),
            Map.entry("D", "d"),
            Map.entry("dddd", "EEEE"),
            Map.entry("ddd", "EEE"),
            Map.entry("HH", "HH"),
            Map.entry("H", "H"),
            Map.entry("hh", "hh"),
            Map.entry("h", "h"),
            Map.entry("mm", "mm"),
            Map.entry("m", "m"),
            Map.entry("ss", "ss"),
            Map.entry("s", "s"),
            Map.entry("A", "a"),
            Map.entry("a", "a"),
            Map.entry("ZZ", "xx"),
            Map.entry("Z", "xxx"));

    private DateFormat() {}

    static String write(String millis, String format, ZoneId zone) {
        if (!TIME.matcher(millis).matches()) {
            return "NaN";
        }
        Instant time = Instant.ofEpochMilli(Long.parseLong(millis));
        return switch (format) {
            case "ms" -> millis;
            case "seconds" -> Long.toString(Math.floorDiv(time.toEpochMilli() + 500, 1000L));
            case "", "iso" -> ISO.format(time.atZone(ZoneId.of("UTC")));
            default -> pattern(time.atZone(zone), format);
        };
    }

    private static String pattern(ZonedDateTime time, String pattern) {
        Matcher tokens = TOKEN.matcher(pattern);
        StringBuilder written = new StringBuilder();
        while (tokens.find()) {
            String plain = tokens.group(1);
            tokens.appendReplacement(
                    written, Matcher.quoteReplacement(plain == null ? token(time, tokens.group()) : plain));
        }
        return tokens.appendTail(written).toString();
    }

    private static String token(ZonedDateTime time, String token) {
        try {
            return switch (token) {
                case "X" -> Long.toString(time.toEpochSecond());
                case "x" -> Long.toString(time.toInstant().toEpochMilli());
                case "E" -> Integer.toString(time.getDayOfWeek().getValue());
                case "W" -> Integer.toString(week(time));
                case "WW" -> String.format("%02d", week(time));
                case "a" -> java(time, "a").toLowerCase(Locale.ROOT);
                default -> java(time, SPELLED.getOrDefault(token, token));
            };
        } catch (DateTimeException e) {
            throw new PanelException("a time cannot be written as " + Shown.quote(token) + ": " + e.getMessage());
        }
    }

    private static int week(ZonedDateTime time) {
        return time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    private static String java(ZonedDateTime time, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }
}
