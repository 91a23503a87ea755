package io.grafanakeeper.grafana;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Encodes what goes into a request's path. */
final class Query {
    private Query() {}

    /** Returns a uid or name as one path segment. */
    static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
