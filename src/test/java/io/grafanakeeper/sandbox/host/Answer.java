package io.grafanakeeper.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP answer, ready to send. */
@SuppressWarnings("ArrayRecordComponent") // never compared nor kept
record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    static Answer text(int status, String text) {
        return new Answer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(UTF_8));
    }

    static Answer json(int status, String json) {
        return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), json.getBytes(UTF_8));
    }

    /** Takes what a function returned; anything not made by the request's own builder is a mistake of the function. */
    static Answer of(@Nullable Object returned) {
        if (!(returned instanceof HostResponse response)) {
            throw new IllegalStateException("the function returned " + returned + " instead of a built answer");
        }
        Object body = response.getBody();
        if (body == null) {
            return new Answer(response.getStatusCode(), response.headers(), new byte[0]);
        }
        boolean isText = body instanceof String;
        if (!isText && !(body instanceof byte[])) {
            throw new IllegalStateException("the body is neither String nor byte[] but " + body.getClass());
        }
        response.headers()
                .putIfAbsent("Content-Type", isText ? "text/plain; charset=utf-8" : "application/octet-stream");
        byte[] bytes = isText ? ((String) body).getBytes(UTF_8) : (byte[]) body;
        return new Answer(response.getStatusCode(), response.headers(), bytes);
    }

    void send(HttpExchange exchange) throws IOException {
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("content-length") && !lower.equals("transfer-encoding")) {
                exchange.getResponseHeaders().set(name, value);
            }
        });
        boolean bodiless =
                status == 204 || status == 304 || exchange.getRequestMethod().equals("HEAD");
        if (bodiless || body.length == 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
