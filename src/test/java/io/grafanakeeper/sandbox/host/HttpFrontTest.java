package io.grafanakeeper.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.sandbox.host.samples.BrokenStatic;
import io.grafanakeeper.sandbox.host.samples.HttpSamples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls sample functions over real HTTP. */
class HttpFrontTest {
    private static final String[] KEY = {"x-functions-key", "function-key"};

    private final HostCalls calls = new HostCalls(HostCalls.of(List.of(HttpSamples.class, BrokenStatic.class)));

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void servesAnAnonymousFunctionBelowThePrefix() throws Exception {
        HttpResponse<String> answer = calls.get("/api/health");
        assertEquals(200, answer.statusCode());
        assertEquals("{\"ok\":true}", answer.body());
        assertEquals("application/json", header(answer, "content-type"));
    }

    @Test
    void answersNotFoundWithoutABodyForUnknownPathsAndMethods() throws Exception {
        for (String path : List.of("/", "/health", "/api", "/api/nothing", "/api/items/a/b")) {
            HttpResponse<String> answer = calls.get(path, KEY);
            assertEquals(404, answer.statusCode(), path);
            assertEquals("", answer.body(), path);
        }
        assertEquals(404, calls.post("/api/health", "x").statusCode());
    }

    @Test
    void wantsTheFunctionKeyOrTheMasterKeyInHeaderOrQuery() throws Exception {
        assertEquals(401, calls.get("/api/items/a").statusCode());
        assertEquals("", calls.get("/api/items/a").body());
        assertEquals(401, calls.get("/api/items/a", "x-functions-key", "wrong").statusCode());
        assertEquals(200, calls.get("/api/items/a", KEY).statusCode());
        assertEquals(200, calls.get("/api/items/a?code=function-key").statusCode());
        assertEquals(200, calls.get("/api/items/a?code=master-key").statusCode());
    }

    @Test
    void wantsTheMasterKeyForAnAdminFunction() throws Exception {
        assertEquals(401, calls.get("/api/guarded", KEY).statusCode());
        assertEquals(204, calls.get("/api/guarded?code=master-key").statusCode());
    }

    @Test
    void prefersALiteralSegmentToAParameter() throws Exception {
        assertEquals("latest", calls.get("/api/items/latest", KEY).body());
        assertEquals("latest", calls.get("/api/Items/LATEST", KEY).body());
        assertEquals("item late (empty)", calls.get("/api/items/late", KEY).body());
    }

    @Test
    void fallsBackToTheParameterWhereTheLiteralRouteHasAnotherMethod() throws Exception {
        assertEquals("item latest x", calls.post("/api/items/latest", "x", KEY).body());
    }

    @Test
    void decodesRouteParametersButLeavesAnEncodedSlash() throws Exception {
        assertEquals(
                "item a b+ü%2Fc (empty)",
                calls.get("/api/items/a%20b+%C3%BC%2Fc", KEY).body());
    }

    @Test
    void givesTheRestOfThePathToACatchAll() throws Exception {
        assertEquals(
                "files a/b/c.json null", calls.get("/api/files/a/b/c.json", KEY).body());
    }

    @Test
    void passesTextAsTextAndBytesAsBytes() throws Exception {
        assertEquals(
                "item a {\"ü\":1}", calls.post("/api/items/a", "{\"ü\":1}", KEY).body());
        byte[] bytes = {1, 2, (byte) 200};
        HttpResponse<String> answer = calls.send(
                HttpRequest.newBuilder().POST(BodyPublishers.ofByteArray(bytes)),
                "/api/bytes?code=function-key",
                "Content-Type",
                "application/octet-stream");
        assertEquals("application/octet-stream", header(answer, "content-type"));
        assertEquals("3", header(answer, "content-length"));
    }

    @Test
    void failsWhereTheWorkerCannotConvertTheBody() throws Exception {
        assertEquals(500, calls.post("/api/bytes", "text", KEY).statusCode());
        HttpRequest.Builder binary = HttpRequest.newBuilder().POST(BodyPublishers.ofString("x"));
        assertEquals(
                500,
                calls.send(binary, "/api/items/a?code=function-key", "Content-Type", "application/octet-stream")
                        .statusCode());
        assertEquals(2, calls.logged("cannot be bound to HttpRequestMessage").size());
    }

    @Test
    void losesTheBodyOfAChunkedRequestAsAzureDoes() throws Exception {
        HttpRequest.Builder chunked = HttpRequest.newBuilder()
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream("body".getBytes(StandardCharsets.UTF_8))));
        assertEquals("item a (empty)", calls.send(chunked, "/api/items/a", KEY).body());
    }

    @Test
    void handsOnQueryAndHeadersAsTheHostDoes() throws Exception {
        HttpResponse<String> answer = calls.get(
                "/api/echo?count=3&a=1&a=2&empty=&b=x%20y+z", "X-Given", "yes", "x-functions-key", "function-key");
        assertEquals(418, answer.statusCode());
        assertEquals("3 {a=1,2, b=x y z, count=3} yes", answer.body());
        assertEquals("GET " + calls.host.url() + "/echo?count=3&a=1&a=2&empty=&b=x%20y+z", header(answer, "x-seen"));
        assertEquals("text/plain; charset=utf-8", header(answer, "content-type"));
    }

    @Test
    void failsACallWhoseNamedValueIsMissing() throws Exception {
        assertEquals(500, calls.get("/api/echo", KEY).statusCode());
        assertEquals(1, calls.logged("no value for @BindingName(\"count\")").size());
    }

    @Test
    void answersAnExceptionWithAnEmptyBodyAndLogsItsStackTrace() throws Exception {
        HttpResponse<String> answer = calls.get("/api/failing", KEY);
        assertEquals(500, answer.statusCode());
        assertEquals("", answer.body());
        String failure =
                calls.logged("SEVERE [Failing ", "the secret sauce ran out").get(0);
        assertTrue(failure.contains("at io.grafanakeeper.sandbox.host.samples.HttpSamples.failing"), failure);
    }

    @Test
    void logsWhatAFunctionLogsOnOneLineFromInfoUp() throws Exception {
        calls.get("/api/failing", KEY);
        List<String> lines = calls.logged("about to fail");
        assertEquals(1, lines.size());
        assertTrue(
                lines.get(0).matches("\\S+Z WARNING \\[Failing [0-9a-f-]{36}] about to fail\\\\nin Failing"),
                lines.get(0));
        assertEquals(List.of(), calls.logged("not shown"));
    }

    @Test
    void reportsAnErrorOfAStaticInitialiser() throws Exception {
        assertEquals(500, calls.get("/api/broken", KEY).statusCode());
        assertEquals(
                1,
                calls.logged("the real worker would give no answer at all", "NumberFormatException")
                        .size());
        assertEquals(500, calls.get("/api/broken", KEY).statusCode());
    }

    @Test
    void answersTheStatusQuestion() throws Exception {
        assertEquals("{\"state\":\"Running\"}", calls.get("/admin/host/status").body());
    }

    @Test
    void neverLogsAKey() throws IOException, InterruptedException {
        calls.get("/api/failing?code=function-key");
        calls.get("/api/failing?code=master-key");
        assertEquals(List.of(), calls.logged("function-key"));
        assertEquals(List.of(), calls.logged("master-key"));
    }

    @Test
    void returnsBytesUnchanged() throws Exception {
        byte[] bytes = "plain".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = calls.send(
                HttpRequest.newBuilder().POST(BodyPublishers.ofByteArray(bytes)),
                "/api/bytes?code=function-key",
                "Content-Type",
                "application/octet-stream");
        assertArrayEquals(bytes, answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }
}
