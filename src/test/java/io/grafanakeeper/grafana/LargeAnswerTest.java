package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Serves large and packed answers from a server that sends what it is told. */
@SuppressWarnings("NullAway.Init") // set before each test
class LargeAnswerTest {
    private static final int LARGEST = 100_000;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private byte[] body;
    private boolean chunked;
    private String encoding = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            if (!encoding.isEmpty()) {
                exchange.getResponseHeaders().set("Content-Encoding", encoding);
            }
            exchange.sendResponseHeaders(200, chunked ? 0 : body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void takesAnAnswerOfExactlyTheLargestSize() {
        body = new byte[LARGEST];
        assertArrayEquals(body, read());
        chunked = true;
        assertArrayEquals(body, read());
    }

    @Test
    void refusesALargerOneWithoutAskingAgain() {
        for (boolean inChunks : new boolean[] {false, true}) {
            requests.set(0);
            chunked = inChunks;
            body = new byte[LARGEST + 1];
            assertFalse(
                    assertThrows(GrafanaException.BadAnswer.class, this::read).outage());
            assertEquals(1, requests.get());
        }
    }

    @Test
    void unpacksWhatIsPacked() throws IOException {
        encoding = "gzip";
        body = packed(LARGEST);
        assertEquals(LARGEST, read().length);
    }

    @Test
    void refusesAnAnswerThatUnpacksToMore() throws IOException {
        encoding = "gzip";
        body = packed(50_000_000);
        assertFalse(assertThrows(GrafanaException.BadAnswer.class, this::read).outage());
        assertEquals(1, requests.get());
    }

    @Test
    void takesAPackedAnswerThatIsCutAsABrokenConnection() throws IOException {
        encoding = "gzip";
        byte[] whole = packed(LARGEST);
        body = java.util.Arrays.copyOf(whole, whole.length - 9);
        assertThrows(GrafanaException.Unavailable.class, this::read);
    }

    private byte[] read() {
        return new GrafanaClient(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        SecretCredential.bearer(() -> "token", Clock.systemUTC()),
                        null,
                        new Limits(2, null, Duration.ofSeconds(5), Duration.ofMillis(1500), LARGEST),
                        GrafanaClient.transport(),
                        Clock.systemUTC())
                .send(Request.get("/"), Answer::body);
    }

    private static byte[] packed(int size) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[size]);
        }
        return packed.toByteArray();
    }
}
