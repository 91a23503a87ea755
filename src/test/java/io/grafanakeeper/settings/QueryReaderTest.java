package io.grafanakeeper.settings;

import static io.grafanakeeper.settings.Reading.fault;
import static io.grafanakeeper.settings.Reading.faults;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryReaderTest {
    private static final String RAW = "queries: [{ refId: A, expr: up }]";
    private static final String REST = "target: t, schedule: '0 0 6 * * *', window: { from: now-1d/d, to: now/d }, ";

    @Test
    void fillsInTheDefaults() {
        QuerySettings query = query(REST + RAW);

        assertEquals("q", query.name());
        assertEquals("t", query.target());
        assertEquals("0 0 6 * * *", query.schedule());
        assertEquals(new Window("now-1d/d", "now/d"), query.window());
        assertEquals(ZoneOffset.UTC, query.timezone());
        assertEquals(ResultFormat.CSV, query.format());
        assertEquals(CatchUp.LAST, query.catchUp());
        assertNull(query.check());
        assertNull(query.notifySecret());
    }

    @Test
    void readsEverything() {
        QuerySettings query = query(REST + RAW
                + ", timezone: Europe/Berlin, format: jsonl, catchUp: all, check: 'A.value > 5', notify: hook");

        assertEquals(ZoneId.of("Europe/Berlin"), query.timezone());
        assertEquals(ResultFormat.JSONL, query.format());
        assertEquals(CatchUp.ALL, query.catchUp());
        assertEquals("A.value > 5", query.check());
        assertEquals("hook", query.notifySecret());
    }

    @Test
    void keepsRawQueriesAsTheJsonTheyStandFor() throws JsonProcessingException {
        String yaml =
                "queries: [{ refId: A, datasource: { uid: prom }, expr: 'sum by (a) (x{b=\"c\"}) > 0x10', step: 15,"
                        + " big: 123456789012345678901234567890, hex: 0xFF, octal: 0o17, half: 0.5, exp: 1e3, on: true, off: no,"
                        + " none: ~, list: [1, a, {x: y}], date: 2026-01-01, '日本': '😀' }]";

        QuerySource.Raw raw =
                assertInstanceOf(QuerySource.Raw.class, query(REST + yaml).source());
        ObjectMapper mapper = new ObjectMapper();
        assertEquals(mapper.readTree("""
                        {"refId":"A","datasource":{"uid":"prom"},"expr":"sum by (a) (x{b=\\"c\\"}) > 0x10","step":15,
                        "big":123456789012345678901234567890,"hex":255,"octal":15,"half":0.5,"exp":1000.0,"on":true,
                        "off":"no","none":null,"list":[1,"a",{"x":"y"}],"date":"2026-01-01","日本":"😀"}"""), mapper.readTree(raw.queries().get(0).toString()));
    }

    @Test
    void handsOutCopiesOfRawQueries() {
        QuerySource.Raw raw =
                assertInstanceOf(QuerySource.Raw.class, query(REST + RAW).source());
        raw.queries().get(0).put("expr", "changed");

        assertEquals("up", raw.queries().get(0).path("expr").asText());
    }

    @Test
    void readsPanels() {
        QuerySource source = query(
                        REST
                                + "panel: { dashboard: abc, id: 1234567890123, variables: { cluster: prod, node: [n1, 2], all: $__all } }")
                .source();

        assertEquals(
                new QuerySource.Panel(
                        "abc",
                        1_234_567_890_123L,
                        Map.of("cluster", List.of("prod"), "node", List.of("n1", "2"), "all", List.of("$__all"))),
                source);
        assertEquals(
                new QuerySource.Panel("subscriptions~1~resourceGroups~rg~providers~x", 1, Map.of()),
                query(REST + "panel: { dashboard: subscriptions~1~resourceGroups~rg~providers~x, id: 1 }")
                        .source());
    }

    @Test
    void takesEveryKindOfTime() {
        for (String time : List.of(
                "now",
                "now-6h",
                "now-1d/d",
                "now/w",
                "now-1M/M",
                "now/d+6h",
                "now-d",
                "1690000000000",
                "2026-01-01",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00.123Z",
                "2026-01-01T00:00:00+02:00")) {
            String window = "target: t, schedule: '0 0 6 * * *', window: { from: '" + time + "', to: now+1y }, ";
            assertEquals(time, query(window + RAW).window().from());
        }
        for (String time : List.of("now-1fQ/fQ", "now/fy", "yesterday", "now-1x", "now - 1d", "2026-13-01", "12")) {
            String window = "target: t, schedule: '0 0 6 * * *', window: { from: '" + time + "', to: now+1y }, ";
            assertEquals("queries.q.window.from", fault(yaml(window + RAW)).path(), time);
        }
    }

    @Test
    void checksTheFormOfTheSchedule() {
        for (String schedule :
                List.of("*/30 * * * * *", "0 0 9-17 * * 1-5", "0 0 6 1 Jan,Jul MON", "0  5/15 *  * * *")) {
            assertEquals(
                    schedule.replaceAll(" +", " "), query(schedule(schedule)).schedule());
        }
        assertTrue(fault(yaml(schedule("0 6 * * *"))).message().contains("put the seconds in front: 0 0 6 * * *"));
        for (String schedule : List.of("hourly", "0 0 6 * * * *", "0 0 6 * * $", "0 0 6 * * ?", "01:00:00")) {
            assertEquals("queries.q.schedule", fault(yaml(schedule(schedule))).path(), schedule);
        }
    }

    @Test
    void refusesAScheduleThatNoTimerTakesWithItsFieldAndLine() {
        Fault fault = fault(yaml(schedule("0 0 25 * * *")));
        assertEquals("queries.q.schedule", fault.path());
        assertTrue(fault.line() > 1);
        assertTrue(fault.message().contains("{hour} takes 0 to 23"), fault.message());
        for (String schedule : List.of("0 0 6 * * 7", "0 0 6 30 2 *", "0 0 6 * * FRI-MON", "0 */0 * * * *")) {
            assertEquals("queries.q.schedule", fault(yaml(schedule(schedule))).path(), schedule);
        }
    }

    @Test
    void takesAWholeUnitWrittenWithTheSameTextTwice() {
        String yesterday = "target: t, schedule: '0 0 6 * * *', window: { from: now-1d/d, to: now-1d/d }, ";
        assertEquals(new Window("now-1d/d", "now-1d/d"), query(yesterday + RAW).window());
    }

    @Test
    void refusesWhatCannotBeRun() {
        Map<String, List<String>> faults = Map.ofEntries(
                Map.entry(
                        "target: none, schedule: '0 0 6 * * *', window: { from: now-1d, to: now }, " + RAW,
                        List.of("target")),
                Map.entry(RAW, List.of("target", "schedule", "window")),
                Map.entry(
                        "target: t, schedule: '0 0 6 * * *', window: {}, " + RAW, List.of("window.from", "window.to")),
                Map.entry("target: t, schedule: '0 0 6 * * *', window: now-1d, " + RAW, List.of("window")),
                Map.entry(
                        "target: t, schedule: '0 0 6 * * *', window: { from: now, to: now }, " + RAW,
                        List.of("window")),
                Map.entry(REST + "format: csv", List.of("queries")),
                Map.entry(REST + RAW + ", panel: { dashboard: a, id: 1 }", List.of("queries")),
                Map.entry(REST + "queries: []", List.of("queries")),
                Map.entry(REST + "queries: up", List.of("queries")),
                Map.entry(REST + "queries: [up]", List.of("queries[0]")),
                Map.entry(REST + "queries: [{ expr: up }]", List.of("queries[0].refId")),
                Map.entry(REST + "queries: [{ refId: A }, { refId: A }]", List.of("queries[1].refId")),
                Map.entry(REST + "queries: [{ refId: A, x: .inf }]", List.of("queries[0]")),
                Map.entry(REST + "queries: [{ refId: A, x: " + "9".repeat(500) + " }]", List.of("queries[0]")),
                Map.entry(REST + "panel: { dashboard: a/b, id: 0 }", List.of("panel.dashboard", "panel.id")),
                Map.entry(REST + "panel: {}", List.of("panel.dashboard", "panel.id")),
                Map.entry(REST + "panel: 4", List.of("panel")),
                Map.entry(
                        REST + "panel: { dashboard: a, id: 1, variables: { x: [], y: {}, z: } }",
                        List.of("panel.variables.x", "panel.variables.y", "panel.variables.z")),
                Map.entry(REST + RAW + ", timezone: Europe/Berlim", List.of("timezone")),
                Map.entry(REST + RAW + ", format: CSV", List.of("format")),
                Map.entry(REST + RAW + ", catchUp: never", List.of("catchUp")),
                Map.entry(REST + RAW + ", check: ''", List.of("check")),
                Map.entry(REST + RAW + ", notify: 'a b'", List.of("notify")));

        faults.forEach((lines, paths) -> assertEquals(
                paths.stream().map(path -> "queries.q." + path).toList(),
                faults(yaml(lines)).stream().map(Fault::path).toList(),
                lines));
    }

    @Test
    void guessesTheTimeZone() {
        assertTrue(fault(yaml(REST + RAW + ", timezone: Europe/Berlim"))
                .message()
                .contains("did you mean 'Europe/Berlin'?"));
    }

    private static String schedule(String schedule) {
        return "target: t, schedule: '" + schedule + "', window: { from: now-1d/d, to: now/d }, " + RAW;
    }

    private static QuerySettings query(String lines) {
        return Reading.read(yaml(lines)).query("q").orElseThrow();
    }

    private static String yaml(String lines) {
        return "targets: { t: { endpoint: 'https://a.grafana.azure.com' } }\nqueries: { q: { " + lines + " } }\n";
    }
}
