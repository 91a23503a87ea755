package io.grafanakeeper.windows;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Holds a half-open range of time: {@code from} belongs to it, {@code to} does not. Both are whole milliseconds, as Grafana takes
 * them; what is finer is cut off.
 */
public record TimeRange(Instant from, Instant to) {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * Creates a range.
     *
     * @throws WindowException if it is empty or leaves the years 1 to 9999
     */
    public TimeRange {
        if (from.isBefore(EARLIEST) || to.isAfter(LATEST)) {
            throw new WindowException("the window leaves the years 1 to 9999");
        }
        from = from.truncatedTo(ChronoUnit.MILLIS);
        to = to.truncatedTo(ChronoUnit.MILLIS);
        if (!from.isBefore(to)) {
            throw new WindowException("the window is empty: it begins at " + from + " and ends at " + to);
        }
    }

    /** Tells whether this range and another have an instant in common. */
    public boolean overlaps(TimeRange other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    /** Returns the range as {@code <from>/<to>}, ISO 8601. */
    @Override
    public String toString() {
        return from + "/" + to;
    }
}
