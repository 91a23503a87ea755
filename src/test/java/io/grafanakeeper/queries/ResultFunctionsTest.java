package io.grafanakeeper.queries;

import static io.grafanakeeper.settings.ResultFormat.CSV;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import io.grafanakeeper.MovableClock;
import io.grafanakeeper.downloads.Downloads;
import io.grafanakeeper.downloads.MemoryDownloads;
import io.grafanakeeper.sandbox.host.FunctionHost;
import io.grafanakeeper.sandbox.host.FunctionHostBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asks for rows over HTTP. */
class ResultFunctionsTest {
    private final InMemoryResults store = new InMemoryResults();
    private final Files files = new Files(store);
    private final MemoryDownloads downloads = new MemoryDownloads();
    private final ResultFunctions functions = new ResultFunctions(
            store,
            downloads,
            () -> SampleQuery.settings(Files.QUERY, "UTC"),
            new MovableClock(Instant.parse("2026-11-20T06:00:00Z")));
    private final FunctionHost host = new FunctionHostBuilder(Map.of())
            .classes(ResultFunctions.class)
            .hostJson(Path.of("host.json"))
            .injector(new Injector())
            .log(line -> {})
            .key("key")
            .start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void answersWithRowsAndTheNumberOfTheirWindows() throws IOException, InterruptedException {
        files.with(0, 24, CSV, "time,refId,frame,n", "t,A,,1.0").with(5, 6, CSV, "time,refId,frame,n", "t,A,,2");
        HttpResponse<String> csv = get("errors/results");
        assertEquals(200, csv.statusCode(), csv::body);
        assertEquals("time,refId,frame,n\r\nt,A,,1.0\r\n", csv.body());
        assertEquals("text/csv; charset=utf-8", header(csv, "content-type"));
        assertEquals("1", header(csv, "x-keeper-windows"));
        assertEquals("1", header(csv, "x-keeper-windows-left-out"));
        String name = header(csv, "content-disposition");
        assertTrue(
                name.matches("attachment; filename=\"errors-20261119T000000Z-20261120T000000Z-[0-9a-f]{16}\\.csv\""),
                name);
        HttpResponse<String> jsonl = get("errors/results?format=jsonl&from=2026-11-19&to=now");
        assertEquals("{\"time\":\"t\",\"refId\":\"A\",\"frame\":null,\"n\":1.0}\n", jsonl.body());
        assertEquals("application/x-ndjson", header(jsonl, "content-type"));
        assertEquals(
                "time,refId,frame\r\n", get("errors/results?from=2026-11-20").body());
    }

    @Test
    void answersWithALinkToALargeFile() throws IOException, InterruptedException {
        files.with(0, 1, CSV, 1, "time,n\r\n" + "t,1\r\n".repeat(Downloads.LARGEST_ANSWER / 4));
        HttpResponse<String> answer = get("errors/results");
        assertEquals(302, answer.statusCode());
        String path = header(answer, "location").replace("https://exports/", "");
        assertTrue(downloads.file(path).orElseThrow().length > Downloads.LARGEST_ANSWER);
        assertEquals("no-store", header(answer, "cache-control"));
        assertEquals("1", header(answer, "x-keeper-windows"));
    }

    @Test
    void refusesWithWhatIsAllowed() throws IOException, InterruptedException {
        HttpResponse<String> unknown = get("eroors/results");
        assertEquals(404, unknown.statusCode());
        assertTrue(unknown.body().contains("\"field\":\"name\""), unknown::body);
        assertTrue(unknown.body().contains("\"allowed\":[\"errors\"]"), unknown::body);
        HttpResponse<String> format = get("errors/results?format=xml");
        assertEquals(400, format.statusCode());
        assertTrue(format.body().contains("\"allowed\":[\"csv\",\"jsonl\"]"), format::body);
        HttpResponse<String> time = get("errors/results?from=tomorrow");
        assertEquals(400, time.statusCode());
        assertTrue(time.body().contains("\"field\":\"from\"") && time.body().contains("now-1d/d"), time::body);
    }

    private HttpResponse<String> get(String route) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host.url() + "/queries/" + route))
                .header("x-functions-key", "key")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** Gives the one instance under test. */
    private final class Injector implements FunctionInstanceInjector {
        @Override
        public <T> T getInstance(Class<T> type) {
            return type.cast(functions);
        }
    }
}
