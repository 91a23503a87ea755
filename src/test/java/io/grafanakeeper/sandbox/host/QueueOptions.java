package io.grafanakeeper.sandbox.host;

import java.time.Duration;

/**
 * Holds the queue section of host.json, and how long a received message stays hidden from others.
 *
 * <p>The real host fetches {@code batchSize} messages whenever no more than {@code newBatchThreshold} are being worked
 * on, so at most the sum of both run at once for a queue.
 */
record QueueOptions(
        int batchSize,
        int newBatchThreshold,
        int maxDequeueCount,
        Duration visibilityTimeout,
        Duration maxPollingInterval,
        MessageEncoding encoding,
        Duration lease) {

    /** The lease of the real host; it is renewed at half its length while the function runs. */
    static final Duration LEASE = Duration.ofMinutes(10);

    QueueOptions withLease(Duration shorter) {
        return new QueueOptions(
                batchSize,
                newBatchThreshold,
                maxDequeueCount,
                visibilityTimeout,
                maxPollingInterval,
                encoding,
                shorter);
    }

    QueueOptions withMaxPollingInterval(Duration cap) {
        Duration interval = maxPollingInterval.compareTo(cap) < 0 ? maxPollingInterval : cap;
        return new QueueOptions(
                batchSize, newBatchThreshold, maxDequeueCount, visibilityTimeout, interval, encoding, lease);
    }
}
