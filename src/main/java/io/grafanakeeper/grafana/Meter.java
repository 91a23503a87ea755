package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one run asked of a Grafana. Thread-safe. */
public final class Meter {
    private final LongAdder requests = new LongAdder();
    private final LongAdder throttled = new LongAdder();

    void sent() {
        requests.increment();
    }

    void throttled() {
        throttled.increment();
    }

    /** Returns the number of requests sent, retries included. */
    public long requests() {
        return requests.sum();
    }

    /** Returns how many of them were answered 429. */
    public long throttledRequests() {
        return throttled.sum();
    }

    /** Adds both counts to what a run tells of itself, as {@code requests} and {@code throttled}, and returns it. */
    public ObjectNode tell(ObjectNode result) {
        return result.put("requests", requests()).put("throttled", throttledRequests());
    }
}
