package io.grafanakeeper.grafana;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Knows since when nobody has answered for a server, whoever asked. Thread-safe. */
final class Absence {
    /** After such a silence of our own nobody knows whether the server was away all the time. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private @Nullable Long since;
    private long last;

    /**
     * Creates the knowledge of a server that has not been asked.
     *
     * @param nanoTime {@link System#nanoTime()}
     */
    Absence(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notes that the server has answered, well or not. */
    synchronized void answered() {
        since = null;
    }

    /** Notes that nobody has answered for the server. */
    synchronized void unanswered() {
        long now = nanoTime.getAsLong();
        if (since == null || now - last > FORGOTTEN.toNanos()) {
            since = now;
        }
        last = now;
    }

    /** Tells whether nobody has answered for so long. */
    synchronized boolean lasts(Duration time) {
        return since != null && nanoTime.getAsLong() - since >= time.toNanos();
    }
}
