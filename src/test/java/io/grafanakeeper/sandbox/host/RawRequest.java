package io.grafanakeeper.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP request as the host hands it on: header names in lower case, repeated values joined, empty ones left out. */
@SuppressWarnings("ArrayRecordComponent") // never compared nor kept
record RawRequest(
        String method,
        URI uri,
        List<String> path,
        Map<String, String> headers,
        Map<String, String> query,
        byte[] body,
        boolean sized) {

    static RawRequest read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = headers(exchange);
        URI target = exchange.getRequestURI();
        URI uri = URI.create("http://" + headers.getOrDefault("host", "localhost") + target.getRawPath()
                + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()));
        return new RawRequest(
                exchange.getRequestMethod(),
                uri,
                RoutePattern.split(target.getRawPath()).stream()
                        .map(RawRequest::decodeSegment)
                        .toList(),
                headers,
                query(target.getRawQuery() == null ? "" : target.getRawQuery()),
                exchange.getRequestBody().readAllBytes(),
                headers.containsKey("content-length"));
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String value = String.join(", ", values);
            if (!value.isEmpty()) {
                headers.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        return headers;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && equals < pair.length() - 1) {
                query.merge(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8),
                        (first, second) -> first + "," + second);
            }
        }
        return query;
    }

    /** Decodes all but an encoded slash, which Azure's front leaves as it came. */
    private static String decodeSegment(String raw) {
        String kept = raw.replace("+", "%2B").replaceAll("%2([Ff])", "%252$1");
        return URLDecoder.decode(kept, UTF_8);
    }
}
