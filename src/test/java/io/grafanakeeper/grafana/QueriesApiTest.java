package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.frames.CsvWriter;
import io.grafanakeeper.frames.Frames;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before each test
class QueriesApiTest {
    private static final Instant FROM = Instant.parse("2023-11-14T22:00:00Z");
    private static final Instant TO = Instant.parse("2023-11-14T22:02:00Z");
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final QueryLimits USUAL = QueryLimits.usual();

    private Set<Path> before;
    private FakeGrafana grafana;

    @BeforeEach
    void start() throws IOException {
        before = temporaryFiles();
        grafana(Flavour.V11_6);
    }

    @AfterEach
    void leavesNoTemporaryFile() throws IOException {
        grafana.close();
        assertEquals(before, temporaryFiles());
    }

    @Test
    void givesTheRowsOfTheSpanAskedFor() throws IOException {
        try (QueryAnswer answer = ask(USUAL, "'expr':'sum by (service) (up)','intervalMs':60000", "prom");
                Frames frames = Frames.open(answer.file())) {
            assertEquals(200, answer.status());
            String[] lines = csv(frames).split("\r\n", -1);
            assertEquals("time,refId,frame,service,Value", lines[0]);
            assertTrue(lines[1].startsWith("2023-11-14T22:00:00.000Z,A,0,checkout,"), lines[1]);
            assertTrue(lines[4].startsWith("2023-11-14T22:01:00.000Z,A,1,payments,"), lines[4]);
            assertEquals(6, lines.length);
        }
    }

    @Test
    void readsTheResultsBesideAFailureWhateverTheStatus() throws IOException {
        for (Map.Entry<Flavour, Integer> server :
                Map.of(Flavour.V11_6, 400, Flavour.V9_5, 207).entrySet()) {
            grafana.close();
            grafana(server.getKey());
            try (QueryAnswer answer = ask(USUAL, "'scenarioId':'random_walk_with_error'", "testdata");
                    Frames frames = Frames.open(answer.file())) {
                assertEquals(server.getValue(), answer.status());
                assertEquals("A", frames.errors().get(0).refId());
                assertTrue(csv(frames).contains(",A,"));
            }
        }
    }

    @Test
    void readsTheResultsOfAServerErrorWithoutAskingAgain() {
        fails(Fault.status(500, "{\"results\":{\"A\":{\"error\":\"broken\",\"status\":500}}}", Map.of()));
        try (QueryAnswer answer = ask(USUAL, "'expr':'up'", "prom")) {
            assertEquals(500, answer.status());
        }
        assertEquals(1, grafana.requests().total());
    }

    @Test
    void takesAnErrorWithoutResultsForAFailureAndNotForNoData() {
        GrafanaException missing =
                assertThrows(GrafanaException.NotFound.class, () -> ask(USUAL, "'expr':'up'", "gone"));
        assertEquals("POST /api/ds/query: 404 Data source not found", missing.getMessage());
        fails(Fault.status(400, "{\"message\":\"bad\",\"results\":null}", Map.of()));
        assertEquals(
                "bad",
                assertThrows(GrafanaException.Rejected.class, () -> ask(USUAL, "'expr':'up'", "prom"))
                        .reason());
        fails(Fault.status(400, "no JSON", Map.of()));
        assertThrows(GrafanaException.Rejected.class, () -> ask(USUAL, "'expr':'up'", "prom"));
    }

    @Test
    void asksAgainAfterPassingFaults() {
        for (Fault fault : List.of(
                Fault.cutBody(),
                Fault.cutChunked(),
                Fault.reset(),
                Fault.html(),
                Fault.status(429, "{}", Map.of()),
                Fault.status(500, "Metric request error"),
                Fault.status(200, "{\"message\":\"ok\"}", Map.of()),
                Fault.status(200, "[]", Map.of()))) {
            fails(fault);
            try (QueryAnswer answer = ask(USUAL, "'expr':'up'", "prom")) {
                assertEquals(200, answer.status(), fault.toString());
            }
        }
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        QueryLimits small = new QueryLimits(USUAL.attempt(), USUAL.deadline(), 1024 * 1024);
        GrafanaException refused = assertThrows(
                GrafanaException.BadAnswer.class,
                () -> ask(small, "'scenarioId':'long_table','rows':100000", "testdata"));
        assertTrue(refused.reason().contains("larger than 1 MiB"), refused.reason());
        assertFalse(refused.outage());
        assertEquals(1, grafana.requests().total());
    }

    @Test
    void endsWhenABodyTricklesBeyondTheDeadline() {
        fails(Fault.slowBody(Duration.ofSeconds(3)));
        assertThrows(
                GrafanaException.Unavailable.class,
                () -> ask(new QueryLimits(SHORT, SHORT, USUAL.maxBytes()), "'expr':'up'", "prom"));
    }

    @Test
    void keepsAnAnswerInAFileThatIsLargerThanAnAnswerInMemoryMayBe() throws IOException {
        try (QueryAnswer answer = ask(USUAL, "'scenarioId':'long_table','rows':50000", "testdata");
                Frames frames = Frames.open(answer.file())) {
            assertTrue(Files.size(answer.file()) > 1024 * 1024);
            CsvWriter csv = new CsvWriter(OutputStream.nullOutputStream());
            frames.rows(csv);
            assertEquals(50_000, csv.rows());
        }
    }

    private QueryAnswer ask(QueryLimits limits, String query, String source) {
        GrafanaClient client = new GrafanaClient(
                grafana.endpoint(),
                SecretCredential.bearer(() -> grafana.mintToken("keeper", "Viewer", null), Clock.systemUTC()),
                null,
                new Limits(2, null, Duration.ofSeconds(20), Duration.ofSeconds(30), 1024 * 1024),
                GrafanaClient.transport(),
                Clock.systemUTC());
        return new QueriesApi(client, limits).ask(List.of(query(query, source)), FROM, TO);
    }

    private static ObjectNode query(String query, String source) {
        String json = "{'refId':'A','datasource':{'uid':'" + source + "'}," + query + "}";
        try {
            return (ObjectNode) LosslessJson.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static String csv(Frames frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvWriter csv = new CsvWriter(out);
        frames.rows(csv);
        csv.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    private void grafana(Flavour flavour) {
        grafana = FakeGrafana.builder().flavour(flavour).build().start();
        grafana.seedSamples();
    }

    /** Spoils the next requests, one fault each. */
    private void fails(Fault... faults) {
        Iterator<Fault> next = List.of(faults).iterator();
        grafana.faults().intercept(exchange -> next.hasNext() ? next.next() : Fault.pass());
    }

    private static Set<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("grafana-answer-"))
                    .collect(Collectors.toSet());
        }
    }
}
