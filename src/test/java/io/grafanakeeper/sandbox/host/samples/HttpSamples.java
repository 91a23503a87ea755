package io.grafanakeeper.sandbox.host.samples;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP functions that show what they were given. */
public final class HttpSamples {
    @FunctionName("Open")
    public HttpResponseMessage open(
            @HttpTrigger(
                            name = "request",
                            route = "health",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", "application/json")
                .body("{\"ok\":true}")
                .build();
    }

    @FunctionName("Item")
    public HttpResponseMessage item(
            @HttpTrigger(
                            name = "request",
                            route = "items/{name}",
                            methods = {HttpMethod.GET, HttpMethod.POST})
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("name") String name) {
        return text(request, "item " + name + " " + request.getBody().orElse("(empty)"));
    }

    @FunctionName("Latest")
    public HttpResponseMessage latest(
            @HttpTrigger(
                            name = "request",
                            route = "items/latest",
                            methods = {HttpMethod.GET})
                    HttpRequestMessage<Optional<String>> request) {
        return text(request, "latest");
    }

    @FunctionName("Files")
    public HttpResponseMessage files(
            @HttpTrigger(name = "request", route = "files/{*rest}") HttpRequestMessage<String> request,
            @BindingName("rest") String rest) {
        return text(request, "files " + rest + " " + request.getBody());
    }

    @FunctionName("Bytes")
    public HttpResponseMessage bytes(
            @HttpTrigger(name = "request", route = "bytes") HttpRequestMessage<Optional<byte[]>> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .body(request.getBody().orElse(new byte[] {0}))
                .build();
    }

    @FunctionName("Echo")
    public HttpResponseMessage echo(
            @HttpTrigger(name = "request", route = "echo") HttpRequestMessage<Optional<String>> request,
            @BindingName("count") int count) {
        return request.createResponseBuilder(HttpStatusType.custom(418))
                .header("X-Seen", request.getHttpMethod() + " " + request.getUri())
                .body(count + " " + new TreeMap<>(request.getQueryParameters()) + " "
                        + request.getHeaders().get("x-given"))
                .build();
    }

    @FunctionName("Guarded")
    public HttpResponseMessage guarded(
            @HttpTrigger(name = "request", route = "guarded", authLevel = AuthorizationLevel.ADMIN)
                    HttpRequestMessage<Optional<String>> request) {
        return request.createResponseBuilder(HttpStatus.NO_CONTENT).build();
    }

    @FunctionName("Failing")
    public HttpResponseMessage failing(
            @HttpTrigger(name = "request", route = "failing") HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        context.getLogger().warning("about to fail\nin " + context.getFunctionName());
        context.getLogger().fine("not shown");
        throw new IllegalStateException("the secret sauce ran out");
    }

    private static HttpResponseMessage text(HttpRequestMessage<?> request, String text) {
        return request.createResponseBuilder(HttpStatus.OK).body(text).build();
    }
}
