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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Serves the functions of objects that a test has wired itself, with queues in memory, and calls them over real HTTP. */
public final class FunctionCalls implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final FunctionHost host;
    private final FakeQueues queues;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    /** Starts to serve the functions of these objects. */
    public FunctionCalls(Object... functions) {
        this(Path.of("host.json"), new FakeQueues(), functions);
    }

    private FunctionCalls(Path hostJson, FakeQueues queues, Object... functions) {
        this.queues = queues;
        host = new FunctionHostBuilder(Map.of("BACKUP_SCHEDULE", "0 0 0 1 1 *"))
                .classes(Arrays.stream(functions).map(Object::getClass).toArray(Class<?>[]::new))
                .hostJson(hostJson)
                .injector(new FunctionInstanceInjector() {
                    @Override
                    public <T> T getInstance(Class<T> type) {
                        return Arrays.stream(functions)
                                .filter(type::isInstance)
                                .map(type::cast)
                                .findFirst()
                                .orElseThrow();
                    }
                })
                .queues(queues)
                .log(log::add)
                .start();
    }

    /** Starts with another {@code host.json}. */
    public static FunctionCalls configured(Path hostJson, Object... functions) {
        return new FunctionCalls(hostJson, new FakeQueues(), functions);
    }

    /** Starts another instance of the app, with objects of its own and the same queues. */
    public FunctionCalls another(Object... functions) {
        return new FunctionCalls(Path.of("host.json"), queues, functions);
    }

    /** Returns what the functions and the host have logged. */
    public String log() {
        return String.join("\n", log);
    }

    /** Returns the messages in a queue, hidden ones too. */
    public List<String> queued(String queue) {
        return queues.queue(queue).texts();
    }

    /**
     * Puts a message into a queue.
     *
     * @param attempts how often it has been delivered before
     */
    public void send(String queue, String message, int attempts) {
        queues.queue(queue).create();
        queues.queue(queue).send(MessageEncoding.BASE64.encode(message), attempts);
    }

    /** Waits until a queue is empty. */
    public void awaitEmpty(String queue) throws InterruptedException {
        FakeQueues.Queue waiting = queues.queue(queue);
        waiting.await(() -> waiting.bodies().isEmpty());
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
        return call(method, path, body, Map.of("x-functions-key", host.key()));
    }

    /** Calls a function that takes bytes. */
    public Said callWithBytes(String path, String body) {
        return call(
                "POST", path, body, Map.of("x-functions-key", host.key(), "Content-Type", "application/octet-stream"));
    }

    /** Calls a function with these headers and no other. */
    public Said call(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(host.url() + "/" + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
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
