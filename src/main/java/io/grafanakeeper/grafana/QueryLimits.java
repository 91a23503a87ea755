package io.grafanakeeper.grafana;

import java.time.Duration;

/**
 * Bounds what one question to data sources may cost. Data sources are slower than Grafana's own API, and their answers larger.
 *
 * @param attempt the longest one attempt may take, from connecting to the body's last byte
 * @param deadline the longest a question may take with all its attempts and waits
 * @param maxBytes the largest answer accepted, unpacked, in bytes of a temporary file
 */
public record QueryLimits(Duration attempt, Duration deadline, long maxBytes) {
    private static final long GIBIBYTE = 1024L * 1024 * 1024;

    /** Returns the usual bounds: Azure Managed Grafana ends a query after 200 s, to which comes the time of the body. */
    public static QueryLimits usual() {
        return new QueryLimits(Duration.ofMinutes(5), Duration.ofMinutes(12), 2 * GIBIBYTE);
    }
}
