package io.grafanakeeper.grafana;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what one Grafana is asked to bear and what one request may cost us.
 *
 * @param concurrency requests in flight at once, at least 1
 * @param requestsPerSecond the pace, or null for none
 * @param attempt the longest one attempt may take, from connecting to the body's last byte
 * @param deadline the longest a request may take with all its attempts and waits
 * @param maxBytes the largest answer accepted, unpacked, in bytes
 */
public record Limits(
        int concurrency, @Nullable Double requestsPerSecond, Duration attempt, Duration deadline, int maxBytes) {
    private static final int MEBIBYTE = 1024 * 1024;

    /** Returns the usual bounds with the given concurrency and pace. */
    public static Limits of(int concurrency, @Nullable Double requestsPerSecond) {
        return new Limits(concurrency, requestsPerSecond, Duration.ofSeconds(60), Duration.ofMinutes(3), 64 * MEBIBYTE);
    }
}
