package io.grafanakeeper.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Holds what one run cost.
 *
 * @param run its record
 * @param byRoute the requests that Grafana got
 * @param connections the connections that they came over
 * @param inFlight the most requests at once
 * @param heap the app's heap meanwhile
 * @param cpu the processor time used meanwhile
 * @param newBlobs how many blobs it wrote, manifest included
 * @param newBlobBytes how long those are, packed
 */
record Measured(
        JsonNode run,
        Map<String, Long> byRoute,
        int connections,
        int inFlight,
        Heap.Use heap,
        Cpu cpu,
        int newBlobs,
        long newBlobBytes) {
    static final String READ = "GET /api/dashboards/uid/:uid";
    private static final String LIST = "GET /apis/dashboard.grafana.app/:version/namespaces/:namespace/dashboards";

    /** Returns how long the app worked, from taking the message to the run record that says it is done. */
    double seconds() {
        Instant started = Instant.parse(run.path("started").asText());
        Instant finished = Instant.parse(run.path("finished").asText());
        return Duration.between(started, finished).toMillis() / 1000.0;
    }

    long requests() {
        return byRoute.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how many dashboards were read, repetitions counted. */
    long reads() {
        return byRoute.getOrDefault(READ, 0L);
    }

    /** Returns how many pages of whole dashboards were read, repetitions counted. */
    long lists() {
        return byRoute.getOrDefault(LIST, 0L);
    }

    double itemsASecond() {
        return result("items") / seconds();
    }

    long result(String field) {
        return run.path("result").path(field).asLong();
    }
}
