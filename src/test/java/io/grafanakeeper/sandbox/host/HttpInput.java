package io.grafanakeeper.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands an HTTP request to a function as the worker does.
 *
 * <p>The host passes a body on only when its length is announced, as bytes for {@code application/octet-stream} and
 * multipart, else as text; the worker converts neither into the other.
 */
final class HttpInput implements Input {
    private final RawRequest request;
    private final Map<String, String> parameters;

    HttpInput(RawRequest request, Map<String, String> parameters) {
        this.request = request;
        this.parameters = parameters;
    }

    @Override
    public Object as(PayloadKind kind) {
        return new HostRequest<>(request, body(kind));
    }

    @Override
    public Map<String, String> names() {
        Map<String, String> names = new HashMap<>(request.query());
        names.putAll(parameters);
        return names;
    }

    private @Nullable Object body(PayloadKind kind) {
        boolean wantsBytes = kind == PayloadKind.REQUEST_WITH_OPTIONAL_BYTES;
        if (!request.sized() || request.body().length == 0) {
            return kind == PayloadKind.REQUEST_WITH_TEXT ? null : Optional.empty();
        }
        if (wantsBytes != comesAsBytes()) {
            throw new ClassCastException("a body of type " + request.headers().getOrDefault("content-type", "(none)")
                    + " cannot be bound to " + kind.type());
        }
        Object body = wantsBytes ? request.body() : text();
        return kind == PayloadKind.REQUEST_WITH_TEXT ? body : Optional.of(body);
    }

    private boolean comesAsBytes() {
        String type = request.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        return type.startsWith("application/octet-stream") || type.startsWith("multipart/");
    }

    private String text() {
        String text = new String(request.body(), UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
