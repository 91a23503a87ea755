package io.grafanakeeper.sandbox.grafana;

import com.sun.net.httpserver.Headers;
import java.util.Set;

/**
 * Is a request as the rules for faults see it.
 *
 * @param path the path as sent, without the query
 * @param query the query as sent; empty when there is none
 * @param headers the headers as sent
 * @param body the body as text; empty when there is none
 * @param route the method and the template of the route, for instance {@code GET /api/dashboards/uid/:uid}
 */
public record Exchange(String method, String path, String query, Headers headers, String body, String route) {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    /** Tells whether the request changes nothing; a query to a data source is a POST and still a read. */
    public boolean isRead() {
        return isRead(method, path);
    }

    static boolean isRead(String method, String path) {
        return READS.contains(method) || path.equals("/api/ds/query");
    }
}
