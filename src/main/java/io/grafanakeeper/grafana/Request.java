package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes one request to a Grafana.
 *
 * @param method the HTTP method
 * @param path the path below the endpoint with its query, encoded, starting with a slash
 * @param body the JSON to send, or null for none
 * @param repeatable whether sending it twice does no harm, so that it may be retried when its answer was lost
 * @param headers further headers
 */
record Request(String method, String path, byte @Nullable [] body, boolean repeatable, Map<String, String> headers) {
    /** Returns a read, which may be repeated. */
    static Request get(String path) {
        return new Request("GET", path, null, true, Map.of());
    }

    /**
     * Returns a write that may be repeated, because what it writes is named by a uid: the second time it finds the first one's work
     * and says so.
     */
    static Request put(String method, String path, JsonNode body) {
        return new Request(method, path, LosslessJson.canonical(body), true, Map.of());
    }

    /** Returns a write that must not be repeated, because nobody could tell what became of the first one. */
    static Request once(String method, String path, JsonNode body) {
        return new Request(method, path, LosslessJson.canonical(body), false, Map.of());
    }

    /** Returns a deletion, which may be repeated. */
    static Request delete(String path) {
        return new Request("DELETE", path, null, true, Map.of());
    }

    /** Returns a read that is sent as a POST, which may be repeated all the same. */
    static Request query(String path, JsonNode body) {
        return new Request("POST", path, LosslessJson.canonical(body), true, Map.of());
    }

    /** Returns the same request with one more header. */
    Request with(String header, String value) {
        return new Request(method, path, body, repeatable, Map.of(header, value));
    }

    /** Returns the path without its query, for messages. */
    String route() {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }
}
