package io.grafanakeeper.panels;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calculates the time between two points of a panel.
 *
 * <p>Source: {@code calculateInterval}, {@code roundInterval}, {@code describeInterval} and {@code secondsToHms} of Grafana's
 * {@code packages/grafana-data/src/datetime/rangeutil.ts}.
 */
final class Intervals {
    private static final Pattern INTERVAL = Pattern.compile("(-?\\d{1,8})(?:\\.\\d+)?(ms|[Mwdhmsy]).*", Pattern.DOTALL);
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,8})(?:\\.\\d*)?");
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long YEAR = 365 * DAY;
    private static final Map<String, Long> UNITS =
            Map.of("ms", 1L, "s", SECOND, "m", MINUTE, "h", HOUR, "d", DAY, "w", 7 * DAY, "M", 30 * DAY, "y", YEAR);

    /** Rounded intervals by the first length that is too long for them; all in milliseconds. */
    private static final TreeMap<Long, Long> ROUNDED = new TreeMap<>(Map.ofEntries(
            Map.entry(10L, 1L),
            Map.entry(15L, 10L),
            Map.entry(35L, 20L),
            Map.entry(75L, 50L),
            Map.entry(150L, 100L),
            Map.entry(350L, 200L),
            Map.entry(750L, 500L),
            Map.entry(1_500L, SECOND),
            Map.entry(3_500L, 2 * SECOND),
            Map.entry(7_500L, 5 * SECOND),
            Map.entry(12_500L, 10 * SECOND),
            Map.entry(17_500L, 15 * SECOND),
            Map.entry(25_000L, 20 * SECOND),
            Map.entry(45_000L, 30 * SECOND),
            Map.entry(90_000L, MINUTE),
            Map.entry(210_000L, 2 * MINUTE),
            Map.entry(450_000L, 5 * MINUTE),
            Map.entry(750_000L, 10 * MINUTE),
            Map.entry(1_050_000L, 15 * MINUTE),
            Map.entry(1_500_000L, 20 * MINUTE),
            Map.entry(2_700_000L, 30 * MINUTE),
            Map.entry(5_400_000L, HOUR),
            Map.entry(9_000_000L, 2 * HOUR),
            Map.entry(16_200_000L, 3 * HOUR),
            Map.entry(32_400_000L, 6 * HOUR),
            Map.entry(86_400_000L, 12 * HOUR),
            Map.entry(604_800_000L, DAY),
            Map.entry(1_814_400_000L, 7 * DAY),
            Map.entry(3_628_800_000L, 30 * DAY)));

    private Intervals() {}

    /**
     * Returns the interval in milliseconds at which a range has about so many points.
     *
     * @param lowest the shortest allowed interval, as {@code 30s} or {@code >30s}; empty for one millisecond
     */
    static long calculate(long rangeMillis, long points, String lowest) {
        long limit = lowest.isEmpty() ? 1 : millis(lowest);
        // Truncation picks the same row of the table: its bounds are whole numbers.
        return Math.max(round(rangeMillis / points), limit);
    }

    static long round(long millis) {
        Map.Entry<Long, Long> row = ROUNDED.higherEntry(millis);
        return row == null ? YEAR : row.getValue();
    }

    /** Reads an interval as Grafana does: without a unit it is seconds, and fractions are cut off. */
    static long millis(String interval) {
        String text = (interval.startsWith(">") ? interval.substring(1) : interval).strip();
        Matcher seconds = SECONDS.matcher(text);
        if (seconds.matches()) {
            return Long.parseLong(seconds.group(1)) * SECOND;
        }
        Matcher matcher = INTERVAL.matcher(text);
        if (!matcher.matches()) {
            throw new PanelException(
                    Shown.quote(interval) + " is no interval; write a number and one of ms, s, m, h, d, w, M, y");
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), UNITS.getOrDefault(matcher.group(2), SECOND));
    }

    /** Writes an interval by its largest unit, cutting off the rest: 90 s is {@code 1m}. */
    static String text(long millis) {
        if (millis >= YEAR) {
            return millis / YEAR + "y";
        }
        if (millis >= DAY) {
            return millis / DAY + "d";
        }
        if (millis >= HOUR) {
            return millis / HOUR + "h";
        }
        if (millis >= MINUTE) {
            return millis / MINUTE + "m";
        }
        return millis >= SECOND ? millis / SECOND + "s" : millis + "ms";
    }
}
