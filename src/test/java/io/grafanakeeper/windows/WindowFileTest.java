package io.grafanakeeper.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WindowFileTest {
    @Test
    void datesAFileInTheQuerysZoneAndNamesItInUtc() {
        Instant midnight = Instant.parse("2026-11-19T23:00:00Z");
        TimeRange day = new TimeRange(midnight, midnight.plusSeconds(86_400));
        assertEquals(
                "errors/date=2026-11-20/20261119T230000Z.csv",
                WindowFile.name("errors", day, ZoneId.of("Europe/Berlin"), "csv"));
        assertEquals(
                "errors/date=2026-11-19/20261119T230000Z.jsonl",
                WindowFile.name("errors", day, ZoneOffset.UTC, "jsonl"));
    }

    @Test
    void tellsApartWindowsThatBeginMillisecondsApart() {
        Instant time = Instant.parse("2026-11-19T23:00:00.007Z");
        assertEquals(
                "errors/date=2026-11-19/20261119T230000.007Z.csv",
                WindowFile.name("errors", new TimeRange(time, time.plusMillis(1)), ZoneOffset.UTC, "csv"));
    }
}
