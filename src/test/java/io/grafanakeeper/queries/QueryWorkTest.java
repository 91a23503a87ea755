package io.grafanakeeper.queries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunState;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryWorkTest {
    private static final String RAW = """
          requests:
            target: demo
            schedule: "0 0 6 * * *"
            window: { from: now-1h/h, to: now/h }
            queries:
              - { refId: A, datasource: { uid: testdata }, scenarioId: random_walk, labels: "service=web" }
              - { refId: B, datasource: { uid: testdata }, scenarioId: %s }
        """;
    private static final String PANEL = """
          panel:
            target: demo
            schedule: "0 0 6 * * *"
            window: { from: now-1h/h, to: now/h }
            panel: { dashboard: overview, id: 4, variables: { cluster: staging } }
            format: jsonl
        """;

    private static String raw(String scenario) {
        return RAW.formatted(scenario);
    }

    @Test
    void keepsTheRowsOfARawQueryUnderItsWindow() {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk"))) {
            Run run = stand.run("requests", "");
            assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
            assertEquals(List.of("requests/date=2026-11-23/20261123T050000Z.csv"), stand.names("requests"));
            String csv = stand.files("requests").get(0);
            assertTrue(csv.startsWith("time,refId,frame,service,A-series,B-series\r\n2026-11-23T05:00:00"), csv);
            assertEquals(csv.lines().count() - 1, result(run).path("rows").asLong());
            JsonNode schema = stand.results
                    .find("requests", ResultStore.Document.SCHEMA)
                    .orElseThrow()
                    .json();
            assertEquals("service", schema.path("columns").path(3).path("name").asText());
            assertEquals("label", schema.path("columns").path(3).path("role").asText());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"V9_5", "V11_6", "V13_1"})
    void asksWhatAPanelAsksWithItsVariables(Flavour flavour) {
        try (QueryStand stand = new QueryStand(flavour, PANEL)) {
            Run run = stand.run("panel", "");
            assertEquals(RunState.SUCCEEDED, run.state(), run::toString);
            String jsonl = stand.files("panel").get(0);
            assertTrue(jsonl.contains("\"cluster\":\"staging\""), jsonl);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"V9_5", "V11_6"})
    void keepsTheRowsOfBWhenAFailsAndSaysWhatGrafanaSaid(Flavour flavour) {
        try (QueryStand stand = new QueryStand(flavour, raw("no_such_scenario"))) {
            Run run = stand.run("requests", "");
            assertEquals(RunState.PARTIAL, run.state(), run::toString);
            assertEquals("B", run.failures().get(0).uid());
            assertTrue(run.failures().get(0).reason().contains("unknown scenario"), run::toString);
            assertTrue(stand.files("requests").get(0).contains(",A,"));
        }
    }

    @Test
    void aPartialAnswerDoesNotReplaceACompleteOne() {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk"))) {
            stand.run("requests", "");
            List<String> before = stand.files("requests");
            stand.grafana
                    .faults()
                    .intercept(exchange -> exchange.path().equals("/api/ds/query")
                            ? Fault.status(
                                    400,
                                    "{\"results\":{\"A\":{\"frames\":[]},\"B\":{\"error\":\"too many series\",\"status\":422}}}",
                                    Map.of())
                            : Fault.pass());
            Run run = stand.run("requests", "");
            assertEquals(RunState.PARTIAL, run.state(), run::toString);
            assertFalse(result(run).path("stored").asBoolean());
            assertEquals(before, stand.files("requests"));
        }
    }

    @Test
    void nothingIsStoredWhenEveryQueryFails() {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk"))) {
            stand.grafana
                    .faults()
                    .intercept(exchange -> exchange.path().equals("/api/ds/query")
                            ? Fault.status(
                                    400,
                                    "{\"results\":{\"A\":{\"error\":\"bad\",\"status\":400},\"B\":{\"error\":\"worse\",\"status\":400}}}",
                                    Map.of())
                            : Fault.pass());
            Run run = stand.run("requests", "");
            assertEquals(RunState.FAILED, run.state());
            assertTrue(String.valueOf(run.error()).contains("A: 400 bad; B: 400 worse"), run::toString);
            assertEquals(List.of(), stand.files("requests"));
        }
    }

    @Test
    void a404WithAMessageIsAFailureAndNotZeroRows() {
        String query = raw("random_walk").replace("uid: testdata", "uid: gone");
        try (QueryStand stand = new QueryStand(Flavour.V11_6, query)) {
            Run run = stand.run("requests", "");
            assertEquals(RunState.FAILED, run.state());
            assertTrue(String.valueOf(run.error()).contains("Data source not found"), run::toString);
            assertEquals(List.of(), stand.files("requests"));
        }
    }

    @Test
    void theSameWindowRunFiveTimesTwiceAtOnceIsOneFileOfIdenticalBytes() throws Exception {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk"))) {
            stand.run("requests", "");
            String first = stand.files("requests").get(0);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                for (int i = 0; i < 2; i++) {
                    List<Future<Run>> both = List.of(
                            threads.submit(() -> stand.run("requests", "")),
                            threads.submit(() -> stand.run("requests", "")));
                    for (Future<Run> run : both) {
                        assertEquals(RunState.SUCCEEDED, run.get().state());
                    }
                }
            } finally {
                threads.shutdownNow();
            }
            assertEquals(List.of(first), stand.files("requests"));
        }
    }

    @Test
    void aBackfillIsOneWindowAStep() {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk"))) {
            String body = "{\"from\":\"2026-11-20\",\"to\":\"2026-11-23\",\"step\":\"P1D\"}";
            QueryWork.Queued queued = stand.work.queue("requests", QueryRunRequest.read(body));
            assertEquals(3, queued.messages().size());
            assertEquals(3, queued.answer().path("runs").size());
            queued.messages().forEach(stand::work);
            assertEquals(
                    List.of(
                            "requests/date=2026-11-20/20261120T000000Z.csv",
                            "requests/date=2026-11-21/20261121T000000Z.csv",
                            "requests/date=2026-11-22/20261122T000000Z.csv"),
                    stand.names("requests"));
        }
    }

    @Test
    void aCheckThatDoesNotHoldFailsTheRunWithTheRowsAndKeepsTheFile() {
        String check = raw("random_walk") + "        check: A.value > 1e9\n        notify: chat\n";
        try (QueryStand stand = new QueryStand(
                Flavour.V11_6, check.replace("        check", "    check").replace("        notify", "    notify"))) {
            Run run = stand.run("requests", "");
            assertEquals(RunState.FAILED, run.state(), run::toString);
            assertTrue(String.valueOf(run.error()).contains("does not hold"), run::toString);
            assertEquals("row", run.failures().get(0).kind());
            assertTrue(run.failures().size() <= 20);
            assertEquals(1, stand.files("requests").size());
            // Nobody listens at that address: the run says so, and nobody is told twice.
            assertTrue(result(run).path("notified").asText().startsWith("failed"), run::toString);
            assertEquals(
                    "before", result(stand.run("requests", "")).path("notified").asText());
        }
    }

    @Test
    void rowsThatWereToBeNoneAreShown() {
        String check = raw("random_walk") + "    check: rows == 0\n";
        try (QueryStand stand = new QueryStand(Flavour.V11_6, check)) {
            Run run = stand.run("requests", "");
            assertEquals(RunState.FAILED, run.state(), run::toString);
            assertEquals(20, run.failures().size());
        }
    }

    @Test
    void aDataSourceThatIsGoneFailsItsOwnQueryOnly() {
        String two = raw("random_walk")
                .replace("refId: B, datasource: { uid: testdata }", "refId: B, datasource: { uid: gone }");
        try (QueryStand stand = new QueryStand(Flavour.V11_6, two)) {
            Run run = stand.run("requests", "");
            assertEquals(RunState.PARTIAL, run.state(), run::toString);
            assertEquals("B", run.failures().get(0).uid());
            assertTrue(stand.files("requests").get(0).contains(",A,"));
        }
    }

    @Test
    void dataSourcesThatAreAllGoneAreNotAskedAgain() {
        String none = raw("random_walk")
                .replace("refId: A, datasource: { uid: testdata }", "refId: A, datasource: { uid: gone }")
                .replace("refId: B, datasource: { uid: testdata }", "refId: B, datasource: { uid: lost }");
        try (QueryStand stand = new QueryStand(Flavour.V11_6, none)) {
            // A failure that may pass would be thrown, for the queue to deliver the message again.
            Run run = stand.run("requests", "");
            assertEquals(RunState.FAILED, run.state(), run::toString);
        }
    }

    @Test
    void anErrorWithoutResultsIsNoEmptyAnswer() {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk"))) {
            for (String results : List.of("{}", "{\"B\":{\"frames\":[]}}")) {
                stand.grafana
                        .faults()
                        .intercept(exchange -> exchange.path().equals("/api/ds/query")
                                ? Fault.status(400, "{\"message\":\"bad\",\"results\":" + results + "}", Map.of())
                                : Fault.pass());
                Run run = stand.run("requests", "");
                assertEquals(results.equals("{}") ? RunState.FAILED : RunState.PARTIAL, run.state(), run::toString);
            }
        }
    }

    @Test
    void twoWindowsThatMeetShareNoInstant() {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk"))) {
            List<String> ends = new ArrayList<>();
            stand.grafana.faults().intercept(exchange -> {
                if (exchange.path().equals("/api/ds/query")) {
                    ends.add(exchange.body().replaceAll(".*\"to\":\"(\\d+)\".*", "$1"));
                }
                return Fault.pass();
            });
            stand.run("requests", "{\"from\":\"2026-11-20\",\"to\":\"2026-11-21\"}");
            assertEquals(
                    List.of(Long.toString(Instant.parse("2026-11-21T00:00:00Z").toEpochMilli() - 1)), ends);
        }
    }

    @Test
    void oneQueryThatCannotBeLookedAtKeepsNoOtherFromItsTurn() {
        String other = raw("random_walk") + raw("random_walk").replace("  requests:", "  broken:");
        try (QueryStand stand = new QueryStand(Flavour.V11_6, other)) {
            ObjectNode damaged = JsonNodeFactory.instance.objectNode().put("handledUntil", "never");
            stand.results.put("broken", ResultStore.Document.STATE, damaged, Optional.empty());
            assertEquals(1, stand.queueDue().size());
        }
    }

    @Test
    void theScheduleQueuesWhatIsDueOnceAndQueuesAgainWhatNobodyBegan() {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk"))) {
            List<String> messages = stand.queueDue();
            assertEquals(1, messages.size());
            assertEquals(List.of(), stand.queueDue());
            stand.clock.move(Duration.ofMinutes(16));
            List<String> again = stand.queueDue();
            assertEquals(messages, again);
            again.forEach(stand::work);
            stand.work(messages.get(0));
            assertEquals(1, stand.files("requests").size());
            stand.clock.move(Duration.ofMinutes(16));
            assertEquals(List.of(), stand.queueDue());
            stand.clock.move(Duration.ofDays(1));
            assertEquals(1, stand.queueDue().size());
        }
    }

    @Test
    void aRunThatTheQueueTriesAgainIsNotQueuedAgainAndHasNotFinished() {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk"))) {
            String message = stand.queueDue().get(0);
            stand.grafana
                    .faults()
                    .intercept(exchange -> exchange.path().equals("/api/ds/query")
                            ? Fault.status(503, "away", Map.of())
                            : Fault.pass());
            assertThrows(GrafanaException.class, () -> stand.work(message));
            JsonNode last = stand.list.json().at("/queries/0/lastRun");
            assertEquals("failed", last.path("state").asText());
            assertTrue(last.path("finished").isNull());
            assertTrue(last.path("error").asText().contains("503"), last::toString);
            stand.clock.move(Duration.ofMinutes(16));
            assertEquals(List.of(), stand.queueDue());
        }
    }

    @Test
    void aLateRunAsksForTheWindowOfItsScheduledTime() {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk"))) {
            List<String> messages = stand.queueDue();
            stand.clock.move(Duration.ofHours(7));
            messages.forEach(stand::work);
            assertEquals(List.of("requests/date=2026-11-23/20261123T050000Z.csv"), stand.names("requests"));
        }
    }

    @Test
    void listsTheQueriesWithTheirLastRunAndWhenTheyAreNextDue() {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk") + PANEL)) {
            Run run = stand.run("requests", "");
            JsonNode queries = stand.list.json().path("queries");
            assertEquals(2, queries.size());
            assertEquals("2026-11-24T06:00:00Z", queries.path(0).path("nextDue").asText());
            assertEquals(run.id(), queries.path(0).path("lastRun").path("id").asText());
            assertEquals(
                    result(run).path("rows"), queries.path(0).path("lastRun").path("rows"));
            assertTrue(queries.path(1).path("lastRun").isNull());
        }
    }

    @Test
    void aPanelThatIsNotThereIsToldWithThoseThereAre() {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, PANEL.replace("id: 4", "id: 7"))) {
            Run run = stand.run("panel", "");
            assertEquals(RunState.FAILED, run.state());
            assertTrue(String.valueOf(run.error()).contains("Requests"), run::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"from\":\"now-1d\"}",
                "{\"from\":\"yesterday\",\"to\":\"now\"}",
                "{\"from\":1,\"to\":2}",
                "{\"step\":\"P1D\"}",
                "{\"from\":\"now\",\"to\":\"now-1d\"}",
                "{\"from\":\"now-10y\",\"to\":\"now\",\"step\":\"1h\"}",
                "{\"from\":\"now-1d\",\"to\":\"now\",\"step\":\"P0D\"}",
                "{\"from\":\"now+999997973y/y\",\"to\":\"now+999997973y/y\"}",
                "{\"from\":\"now\",\"to\":\"+999999999-12-31T23:59:59-18:00\"}",
                "{\"until\":\"now\"}"
            })
    void refusesWhatItDoesNotUnderstand(String body) {
        try (QueryStand stand = new QueryStand(Flavour.V11_6, raw("random_walk"))) {
            assertThrows(ProblemException.class, () -> stand.work.queue("requests", QueryRunRequest.read(body)));
            assertThrows(ProblemException.class, () -> stand.work.queue("none", QueryRunRequest.read("")));
        }
    }

    private static JsonNode result(Run run) {
        assertNotNull(run.result(), run::toString);
        return run.result();
    }
}
