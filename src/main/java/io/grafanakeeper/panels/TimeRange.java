package io.grafanakeeper.panels;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Holds the window that a panel is asked for.
 *
 * @param zone where days begin, and in which {@code ${__from:date:…}} is written
 */
public record TimeRange(Instant from, Instant to, ZoneId zone) {
    /** Refuses a window that ends before it begins. */
    public TimeRange {
        if (to.isBefore(from)) {
            throw new PanelException("the window ends (" + to + ") before it begins (" + from + ")");
        }
    }

    /** Returns the length in milliseconds. */
    long millis() {
        return Duration.between(from, to).toMillis();
    }
}
