package io.grafanakeeper.sandbox.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Serves the HTTP functions of one object, which a test has wired itself, and calls them over real HTTP. */
public final class FunctionCalls implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final FunctionHost host;

    /** Starts to serve the object's functions. */
    public FunctionCalls(Object functions) {
        host = new FunctionHostBuilder(Map.of())
                .classes(functions.getClass())
                .hostJson(Path.of("host.json"))
                .injector(new FunctionInstanceInjector() {
                    @Override
                    public <T> T getInstance(Class<T> type) {
                        return type.cast(functions);
                    }
                })
                .queues(new FakeQueues())
                .log(line -> {})
                .start();
    }

    /** Is what a function answered. */
    public record Said(int status, String type, String text) {
        /** Reads the body. */
        public JsonNode json() {
            try {
                return LosslessJson.read(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns a member of the body as text, empty if there is none. */
        public String at(String pointer) {
            return json().at(pointer).asText("");
        }
    }

    /**
     * Calls a function.
     *
     * @param path the path below the prefix, without a slash at its beginning
     */
    public Said call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host.url() + "/" + path))
                .header("x-functions-key", host.key())
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            return new Said(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
