package io.grafanakeeper.grafana;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Spaces the requests to one Grafana: never faster than the configured pace, slower after a 429 and faster again after success.
 * A {@code Retry-After} holds back every request, not only the one that got it. Thread-safe.
 *
 * <p>It keeps the time of the next turn itself: a rate limiter of Failsafe cannot change its pace, and in a new one nobody knows of
 * the turns that the old one has yet to give.
 */
final class Pacer {
    private static final double SLOWEST = 1;
    private static final double SLOW_DOWN = 0.7;
    /** Added for each success: as much as a server that refuses at random, and not for the pace, would take away. */
    private static final double SPEED_UP = 0.4;

    private static final double SPEED_UP_SHARE = 0.005;

    private static final double RECOVERED = 4;
    private static final long SECOND = 1_000_000_000L;
    /** A wait beyond this is a mistake or a wrong clock; obeying it would take the target out of service until a restart. */
    private static final Duration LONGEST_HOLD = Duration.ofHours(1);

    private final @Nullable Double ceiling;
    private @Nullable Double rate;
    private double firstThrottledRate;
    private long nextTurn = System.nanoTime();
    private long notBefore = System.nanoTime();
    private long lastSlowDown = System.nanoTime() - SECOND;
    private long windowStart = System.nanoTime();
    private int windowCount;
    private double lastWindowRate;

    Pacer(@Nullable Double requestsPerSecond) {
        ceiling = requestsPerSecond;
        rate = requestsPerSecond;
    }

    /**
     * Waits for a turn.
     *
     * @return false if no turn comes before the deadline, a {@link System#nanoTime()}
     */
    boolean await(long deadline) throws InterruptedException {
        do {
            long turn = turn(deadline);
            if (turn > deadline) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(turn - System.nanoTime());
            // Others may have been told to wait while this one waited for its turn.
        } while (heldBack());
        return true;
    }

    /** Notes a 429: holds all requests back as long as asked, and lowers the pace at most once a second. */
    synchronized void throttled(@Nullable Duration retryAfter) {
        if (retryAfter != null) {
            holdBack(retryAfter);
        }
        long now = System.nanoTime();
        if (now - lastSlowDown < SECOND) {
            return;
        }
        lastSlowDown = now;
        double current = rate == null ? observedRate(now) : rate;
        if (rate == null || firstThrottledRate == 0) {
            firstThrottledRate = current;
        }
        double slower = Math.max(SLOWEST, current * SLOW_DOWN);
        rate = ceiling == null ? slower : Math.min(ceiling, slower);
    }

    /** Holds all requests back for some time from now, an hour at most. */
    synchronized void holdBack(Duration wait) {
        long nanos = (wait.compareTo(LONGEST_HOLD) < 0 ? wait : LONGEST_HOLD).toNanos();
        notBefore = Math.max(notBefore, System.nanoTime() + nanos);
    }

    /** Notes a success: a pace that was slowed down grows again, up to the configured one. */
    synchronized void succeeded() {
        if (rate == null) {
            return;
        }
        double faster = rate + Math.max(SPEED_UP, rate * SPEED_UP_SHARE);
        if (ceiling != null) {
            rate = Math.min(ceiling, faster);
        } else {
            rate = faster > firstThrottledRate * RECOVERED ? null : faster;
        }
    }

    /** Tells whether there are turns left before a deadline, a {@link System#nanoTime()}. */
    synchronized boolean givesTurnsBefore(long deadline) {
        return Math.max(nextTurn, notBefore) < deadline;
    }

    /** Returns the pace in force in requests a second, or null if there is none. */
    synchronized @Nullable Double rate() {
        return rate;
    }

    private synchronized boolean heldBack() {
        return notBefore > System.nanoTime();
    }

    /** Takes the next turn and returns its time; one after the deadline is only told, and left to others. */
    private synchronized long turn(long deadline) {
        long now = System.nanoTime();
        long turn = Math.max(now, Math.max(nextTurn, notBefore));
        if (turn <= deadline) {
            nextTurn = turn + (rate == null ? 0 : (long) (SECOND / rate));
            count(now);
        }
        return turn;
    }

    private void count(long now) {
        if (now - windowStart >= SECOND) {
            lastWindowRate = windowCount * (double) SECOND / (now - windowStart);
            windowStart = now;
            windowCount = 0;
        }
        windowCount++;
    }

    private double observedRate(long now) {
        return Math.max(lastWindowRate, windowCount * (double) SECOND / Math.max(now - windowStart, SECOND / 10));
    }
}
