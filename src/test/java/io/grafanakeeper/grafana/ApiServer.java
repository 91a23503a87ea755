package io.grafanakeeper.grafana;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers each path and query with what a test's function says; a body beginning with a number is sent with that status. */
final class ApiServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    ApiServer(Function<String, String> answers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            asked.add(path);
            String answer = answers.apply(path);
            boolean bad = Character.isDigit(answer.charAt(0));
            byte[] body = (bad ? "{\"message\":\"refused\"}" : answer).getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(bad ? Integer.parseInt(answer) : 200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    GrafanaClient client() {
        return new GrafanaClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                SecretCredential.bearer(() -> "token", Clock.systemUTC()),
                null,
                new Limits(4, null, Duration.ofSeconds(5), Duration.ofSeconds(1), 1024 * 1024),
                GrafanaClient.transport(),
                Clock.systemUTC());
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
