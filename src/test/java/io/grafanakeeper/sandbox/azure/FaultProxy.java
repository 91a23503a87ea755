package io.grafanakeeper.sandbox.azure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;

/** Stands in front of a server and spoils answers by its {@link FaultPlan}; passes everything else on untouched. */
public final class FaultProxy implements AutoCloseable {
    /** Headers of one connection, and those the JDK's client sets itself. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "transfer-encoding",
            "upgrade");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FaultPlan plan = new FaultPlan();
    private final String upstream;
    private final StubServer server;

    private FaultProxy(String upstream) throws IOException {
        this.upstream = upstream;
        this.server = StubServer.http(this::forward, plan);
    }

    /** Starts on a free port, in front of a server such as {@code http://127.0.0.1:3000}; redirects are not followed. */
    public static FaultProxy before(URI upstream) throws IOException {
        return new FaultProxy(upstream.toString().replaceFirst("/$", ""));
    }

    /** Returns the address to give to the client under test, without a slash at the end. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public FaultPlan faults() {
        return plan;
    }

    /** Returns how many requests arrived, spoiled ones included. */
    public int requests() {
        return server.calls();
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer forward(Call call) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(upstream + call.uri()))
                .method(
                        call.method(),
                        call.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            return Answer.text(502, "text/plain", "The upstream " + upstream + " does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
