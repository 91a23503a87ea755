package io.grafanakeeper.grafana;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Encodes what goes into a request's path. */
final class Query {
    private Query() {}

    /** Returns a uid or name as one path segment; the tildes in the uids of Azure Monitor's dashboards need no escape. */
    static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }
}
