package io.grafanakeeper.sandbox.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host with sample functions for one test, and a client that speaks real HTTP to it. */
final class HostCalls implements AutoCloseable {
    final FakeQueues queues = new FakeQueues();
    final List<String> log = new CopyOnWriteArrayList<>();
    final FunctionHost host;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HostCalls(FunctionHostBuilder builder) {
        host = builder.queues(queues).log(log::add).start();
    }

    /** Prepares a host for these classes with the settings they need; name-value pairs come on top. */
    static FunctionHostBuilder of(List<Class<?>> classes, String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("TICK_SCHEDULE", "0 0 0 1 1 *", "JOBS", "jobs"));
        for (int i = 0; i < settings.length; i += 2) {
            values.put(settings[i], settings[i + 1]);
        }
        return new FunctionHostBuilder(values)
                .classes(classes.toArray(Class<?>[]::new))
                .hostJson(Path.of("host.json"))
                .injector(Instances.madeAnew())
                .key("function-key")
                .masterKey("master-key");
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().GET(), path, headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)), path, headers);
    }

    /** Sends a request built so far, as text; {@code path} starts at the root. */
    HttpResponse<String> send(HttpRequest.Builder request, String path, String... headers)
            throws IOException, InterruptedException {
        request.uri(URI.create(host.root() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Returns the log lines with all of these words. */
    List<String> logged(String... words) {
        return log.stream()
                .filter(line -> Arrays.stream(words).allMatch(line::contains))
                .toList();
    }

    @Override
    public void close() {
        host.close();
    }
}
