package io.grafanakeeper.sandbox.azure;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One request as a stand-in received it, body read whole. */
public final class Call {
    private final int number;
    private final String method;
    private final URI uri;
    private final Headers headers;
    private final byte[] body;

    private Call(int number, String method, URI uri, Headers headers, byte[] body) {
        this.number = number;
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
    }

    static Call read(int number, HttpExchange exchange) throws IOException {
        return new Call(
                number,
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
    }

    /** Returns which request of this server it is; the first is 1. */
    public int number() {
        return number;
    }

    public String method() {
        return method;
    }

    /** Returns path and query as sent, escapes untouched. */
    public URI uri() {
        return uri;
    }

    /** Returns the decoded path. */
    public String path() {
        return uri.getPath();
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** Returns the decoded value of a query parameter. */
    public Optional<String> query(String name) {
        String query = uri.getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && decoded(pair.substring(0, equals)).equals(name)) {
                return Optional.of(decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    /** Returns the body as text; do not log it, it may hold a secret. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Headers headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Names the request without its query and body, which may hold secrets. */
    @Override
    public String toString() {
        return "#" + number + " " + method + " " + uri.getPath();
    }
}
