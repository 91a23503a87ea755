package io.grafanakeeper.sandbox.host;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request a function sees; its maps can not be changed, and header names are lower case. */
final class HostRequest<T> implements HttpRequestMessage<T> {
    private final RawRequest request;
    private final @Nullable T body;

    HostRequest(RawRequest request, @Nullable T body) {
        this.request = request;
        this.body = body;
    }

    @Override
    public URI getUri() {
        return request.uri();
    }

    @Override
    public HttpMethod getHttpMethod() {
        return HttpMethod.value(request.method());
    }

    @Override
    public Map<String, String> getHeaders() {
        return Collections.unmodifiableMap(request.headers());
    }

    @Override
    public Map<String, String> getQueryParameters() {
        return Collections.unmodifiableMap(request.query());
    }

    @Override
    public @Nullable T getBody() {
        return body;
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
        return new HostResponse(status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
        return new HostResponse(status);
    }
}
