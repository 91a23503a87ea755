package io.grafanakeeper.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends real requests through the proxy to an upstream that tells what it received. */
@SuppressWarnings("NullAway.Init") // set before each test
class FaultProxyTest {
    private static final String BODY = "0123456789".repeat(1000);

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private StubServer upstream;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        upstream = StubServer.http(this::answer, new FaultPlan());
        proxy = FaultProxy.before(URI.create("http://127.0.0.1:" + upstream.port() + "/"));
    }

    @AfterEach
    void stop() {
        proxy.close();
        upstream.close();
    }

    @Test
    void passesMethodEscapedPathHeadersAndBodyOnAndTheAnswerBack() throws Exception {
        HttpResponse<String> answer = send("POST", "/api/a%2Fb?query=x%20y", "payload");
        assertEquals(201, answer.statusCode());
        assertEquals(BODY, answer.body());
        assertEquals("kept", answer.headers().firstValue("X-Upstream").orElseThrow());
        assertEquals(List.of("POST /api/a%2Fb?query=x%20y payload Bearer token"), received);
    }

    @Test
    void passesAnAnswerWithoutABody() throws Exception {
        assertEquals(201, send("HEAD", "/head", "").statusCode());
        assertEquals("", send("GET", "/empty", "").body());
        assertEquals(2, received.size());
    }

    @Test
    void answersInTheUpstreamsPlaceAsOftenAsAsked() throws Exception {
        proxy.faults()
                .times(1, call -> call.method().equals("GET"), Fault.throttled(Duration.ofSeconds(7)))
                .when(call -> call.path().equals("/page"), Fault.html(502));
        HttpResponse<String> throttled = send("GET", "/", "");
        assertEquals(429, throttled.statusCode());
        assertEquals("7", throttled.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(201, send("GET", "/", "").statusCode());
        HttpResponse<String> page = send("GET", "/page", "");
        assertEquals(502, page.statusCode());
        assertTrue(page.body().startsWith("<!DOCTYPE html>"));
        assertEquals(1, received.size());
        assertEquals(3, proxy.requests());
    }

    @Test
    void spoilsTheRequestWithAGivenNumberOnly() throws Exception {
        proxy.faults().when(call -> call.number() == 2, Fault.status(500, "{}"));
        assertEquals(201, send("GET", "/", "").statusCode());
        assertEquals(500, send("GET", "/", "").statusCode());
        assertEquals(201, send("GET", "/", "").statusCode());
    }

    @Test
    void dropsTheConnectionBeforeOrAfterTheUpstreamActed() throws Exception {
        proxy.faults().next(Fault.reset());
        assertThrows(IOException.class, () -> send("POST", "/", "lost"));
        assertTrue(received.isEmpty());
        proxy.faults().next(Fault.appliedThenReset());
        assertThrows(IOException.class, () -> send("POST", "/", "applied"));
        assertEquals(1, received.size());
        assertEquals(201, send("POST", "/", "").statusCode());
    }

    @Test
    void cutsABodyInTheMiddleWithALengthAndInChunks() {
        proxy.faults().next(Fault.cutBody(), Fault.cutChunks());
        assertThrows(IOException.class, () -> send("POST", "/", ""));
        assertThrows(IOException.class, () -> send("POST", "/", ""));
        assertEquals(2, received.size());
    }

    @Test
    void sendsTheHeadersAtOnceAndTheBodySlowly() throws Exception {
        proxy.faults().next(Fault.slowBody(Duration.ofMillis(40)));
        long start = System.nanoTime();
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(proxy.uri())
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(BODY, new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(320).toNanos());
    }

    @Test
    void neverAnswersWhileItHangs() throws Exception {
        proxy.faults().next(Fault.hang());
        HttpRequest request = HttpRequest.newBuilder(proxy.uri())
                .timeout(Duration.ofMillis(200))
                .build();
        assertThrows(HttpTimeoutException.class, () -> client.send(request, HttpResponse.BodyHandlers.discarding()));
        assertTrue(received.isEmpty());
    }

    @Test
    void saysSoWhenTheUpstreamIsDown() throws Exception {
        upstream.close();
        assertEquals(502, send("GET", "/", "").statusCode());
    }

    private Answer answer(Call call) {
        received.add(call.method() + " " + call.uri() + " " + call.text() + " "
                + call.header("Authorization").orElse(""));
        return call.path().equals("/empty")
                ? Answer.empty(204)
                : Answer.text(201, "text/plain", BODY).with("X-Upstream", "kept");
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(proxy.uri() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer token")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
