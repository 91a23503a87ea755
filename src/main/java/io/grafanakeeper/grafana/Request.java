package io.grafanakeeper.grafana;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes one request to a Grafana.
 *
 * @param method the HTTP method
 * @param path the path below the endpoint with its query, encoded, starting with a slash
 * @param body the JSON to send, or null for none
 * @param repeatable whether sending it twice does no harm, so that it may be retried when its answer was lost
 * @param accepted the status codes beside 2xx that are answers and not errors
 */
record Request(String method, String path, byte @Nullable [] body, boolean repeatable, Set<Integer> accepted) {
    /** Returns a read, which may be repeated. */
    static Request get(String path) {
        return new Request("GET", path, null, true, Set.of());
    }

    /** Returns the path without its query, for messages. */
    String route() {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
