package io.grafanakeeper.queries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.settings.ResultFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultRequestTest {
    private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");
    private static final QuerySettings QUERY = SampleQuery.named("errors", "Europe/Berlin");

    @Test
    void asksForTheLastThirtyDaysInTheFormatOfTheQueryUnlessTold() {
        ResultRequest request = read(Map.of());
        assertEquals("errors", request.query());
        assertEquals(
                "2026-10-21T05:30:00Z/2026-11-20T06:30:00Z", request.range().toString());
        assertEquals(ResultFormat.CSV, request.format());
    }

    @Test
    void goesThirtyDaysBackFromTheEndThatIsGiven() {
        assertEquals("2026-01-01T23:00:00Z/2026-01-31T23:00:00Z", range(Map.of("to", "2026-02-01")));
    }

    @Test
    void readsTimesInTheZoneOfTheQuery() {
        assertEquals("2026-11-18T23:00:00Z/2026-11-19T23:00:00Z", range(Map.of("from", "now-1d/d", "to", "now/d")));
        assertEquals("2026-11-18T23:00:00Z/2026-11-20T06:30:00Z", range(Map.of("from", "2026-11-19")));
        assertEquals("2026-11-19T05:00:00Z/2026-11-20T06:30:00Z", range(Map.of("from", "2026-11-19T05:00:00Z")));
        assertEquals("2026-11-19T00:00:00Z/2026-11-20T06:30:00Z", range(Map.of("from", "1795046400000")));
    }

    @Test
    void takesAnotherFormat() {
        assertEquals(ResultFormat.JSONL, read(Map.of("format", "jsonl")).format());
    }

    @Test
    void refusesWhatItDoesNotUnderstandAndSaysWhatItWould() {
        for (Map<String, String> parameters : List.of(
                Map.of("from", "yesterday"),
                Map.of("to", ""),
                Map.of("from", "now", "to", "now-1d"),
                Map.of("to", "0500-01-01"),
                Map.of("format", "parquet"),
                Map.of("format", "CSV"))) {
            ProblemException refused = assertThrows(ProblemException.class, () -> read(parameters));
            assertTrue(String.valueOf(refused.getMessage()).length() > 10, parameters::toString);
        }
    }

    private static String range(Map<String, String> parameters) {
        return read(parameters).range().toString();
    }

    private static ResultRequest read(Map<String, String> parameters) {
        return ResultRequest.of(QUERY, parameters, NOW);
    }
}
