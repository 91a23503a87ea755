package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer a function builds; builder and answer are one object, as in the worker. */
final class HostResponse implements HttpResponseMessage, HttpResponseMessage.Builder {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private HttpStatusType status;
    private @Nullable Object body;

    HostResponse(HttpStatusType status) {
        this.status = status;
    }

    @Override
    public HostResponse status(HttpStatusType newStatus) {
        status = newStatus;
        return this;
    }

    @Override
    public HostResponse header(String key, String value) {
        headers.put(key, value);
        return this;
    }

    @Override
    public HostResponse body(@Nullable Object newBody) {
        body = newBody;
        return this;
    }

    @Override
    public HttpResponseMessage build() {
        return this;
    }

    @Override
    public HttpStatusType getStatus() {
        return status;
    }

    @Override
    public @Nullable String getHeader(String key) {
        return headers.get(key);
    }

    @Override
    public @Nullable Object getBody() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }
}
