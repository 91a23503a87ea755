package io.grafanakeeper.grafana;

import dev.failsafe.RateLimiter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Spaces the requests to one Grafana: never faster than the configured pace, slower after a 429 and faster again after success.
 * A {@code Retry-After} holds back every request, not only the one that got it. Thread-safe.
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
    private @Nullable RateLimiter<Object> limiter;
    private double rate;
    private double limitedRate;
    private double firstThrottledRate;
    private long notBefore = System.nanoTime();
    private long lastSlowDown = System.nanoTime() - SECOND;
    private long windowStart = System.nanoTime();
    private int windowCount;
    private double lastWindowRate;

    Pacer(@Nullable Double requestsPerSecond) {
        ceiling = requestsPerSecond;
        if (requestsPerSecond != null) {
            limitTo(requestsPerSecond);
        }
    }

    /**
     * Waits for a turn.
     *
     * @return false if no turn comes before the deadline, a {@link System#nanoTime()}
     */
    boolean await(long deadline) throws InterruptedException {
        do {
            for (long wait = heldBack(); wait > 0; wait = heldBack()) {
                if (System.nanoTime() + wait > deadline) {
                    return false;
                }
                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            }
            RateLimiter<Object> turn = turn();
            long left = deadline - System.nanoTime();
            if (turn != null && (left <= 0 || !turn.tryAcquirePermit(Duration.ofNanos(left)))) {
                return false;
            }
            // Others may have been told to wait while this one waited for its turn.
        } while (heldBack() > 0);
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
        double current = limiter == null ? observedRate(now) : rate;
        if (limiter == null || firstThrottledRate == 0) {
            firstThrottledRate = current;
        }
        double slower = Math.max(SLOWEST, current * SLOW_DOWN);
        limitTo(ceiling == null ? slower : Math.min(ceiling, slower));
    }

    /** Holds all requests back for some time from now, an hour at most. */
    synchronized void holdBack(Duration wait) {
        long nanos = (wait.compareTo(LONGEST_HOLD) < 0 ? wait : LONGEST_HOLD).toNanos();
        notBefore = Math.max(notBefore, System.nanoTime() + nanos);
    }

    /** Notes a success: a pace that was slowed down grows again, up to the configured one. */
    synchronized void succeeded() {
        if (limiter == null || (ceiling != null && rate >= ceiling)) {
            return;
        }
        double faster = rate + Math.max(SPEED_UP, rate * SPEED_UP_SHARE);
        if (ceiling != null) {
            setRate(Math.min(ceiling, faster));
        } else if (faster > firstThrottledRate * RECOVERED) {
            limiter = null;
        } else {
            setRate(faster);
        }
    }

    /** Tells whether a {@code Retry-After} in force ends before a deadline, a {@link System#nanoTime()}. */
    synchronized boolean givesTurnsBefore(long deadline) {
        return notBefore < deadline;
    }

    /** Returns the pace in force in requests a second, or null if there is none. */
    synchronized @Nullable Double rate() {
        return limiter == null ? null : rate;
    }

    private synchronized long heldBack() {
        return notBefore - System.nanoTime();
    }

    private synchronized @Nullable RateLimiter<Object> turn() {
        long now = System.nanoTime();
        if (now - windowStart >= SECOND) {
            lastWindowRate = windowCount * (double) SECOND / (now - windowStart);
            windowStart = now;
            windowCount = 0;
        }
        windowCount++;
        return limiter;
    }

    private double observedRate(long now) {
        return Math.max(lastWindowRate, windowCount * (double) SECOND / Math.max(now - windowStart, SECOND / 10));
    }

    private void setRate(double faster) {
        rate = faster;
        boolean worthANewLimiter = rate > limitedRate * 1.1 || (ceiling != null && rate >= ceiling);
        if (worthANewLimiter) {
            limitTo(rate);
        }
    }

    private void limitTo(double requestsPerSecond) {
        rate = requestsPerSecond;
        limitedRate = requestsPerSecond;
        limiter = RateLimiter.smoothBuilder(Duration.ofNanos((long) (SECOND / requestsPerSecond)))
                .build();
    }
}
