package io.grafanakeeper;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until a test moves it. Thread-safe. */
public final class MovableClock extends Clock {
    private volatile Instant now;

    /** Starts at a time. */
    public MovableClock(Instant start) {
        this.now = start;
    }

    /** Goes on by some time. */
    public synchronized void move(Duration further) {
        now = now.plus(further);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock has no zones");
    }
}
