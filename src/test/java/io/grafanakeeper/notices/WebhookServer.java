package io.grafanakeeper.notices;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.sandbox.azure.SandboxTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes posts over TLS, and answers them with one status after the other, 200 in the end; status 0 drops the connection. */
public final class WebhookServer implements AutoCloseable {
    private final HttpsServer server;
    private final Deque<Integer> statuses;
    private final List<JsonNode> posts = new CopyOnWriteArrayList<>();

    /** Starts with the statuses to answer first. */
    public WebhookServer(Integer... statuses) throws IOException {
        this.statuses = new ArrayDeque<>(List.of(statuses));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(SandboxTls.serverContext()));
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns an address with a secret in it. */
    public String address() {
        return "https://localhost:" + server.getAddress().getPort() + "/hook/very-secret?sig=secret-too";
    }

    /** Returns what was posted. */
    public List<JsonNode> posts() {
        return posts;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            posts.add(LosslessJson.read(exchange.getRequestBody().readAllBytes()));
            int status = statuses.isEmpty() ? 200 : statuses.pop();
            if (status > 0) {
                exchange.getResponseHeaders().set("Location", address());
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }
}
