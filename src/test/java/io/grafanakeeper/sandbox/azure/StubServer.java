package io.grafanakeeper.sandbox.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves an {@link Origin} on a free loopback port, spoiled by a {@link FaultPlan}. */
final class StubServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;
    private final Origin origin;
    private final FaultPlan plan;
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    private StubServer(HttpServer server, Origin origin, FaultPlan plan) {
        this.server = server;
        this.origin = origin;
        this.plan = plan;
        // One thread a request: a hanging one must not hold up the others.
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "stub-server");
            thread.setDaemon(true);
            return thread;
        });
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static StubServer http(Origin origin, FaultPlan plan) throws IOException {
        return new StubServer(HttpServer.create(anyPort(), 0), origin, plan);
    }

    static StubServer https(Origin origin, FaultPlan plan) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(SandboxTls.serverContext()));
        return new StubServer(server, origin, plan);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Returns how many requests arrived, spoiled ones included. */
    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Call call = Call.read(calls.incrementAndGet(), exchange);
        plan.faultFor(call).apply(new Wire(exchange, closing), this::answer, call);
    }

    /** Answers 500 instead of dropping the connection when a stand-in itself is wrong, so that the mistake is seen. */
    private Answer answer(Call call) throws IOException {
        try {
            return origin.answer(call);
        } catch (RuntimeException e) {
            return Answer.text(500, "text/plain", "The stand-in failed at " + call + ": " + e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
