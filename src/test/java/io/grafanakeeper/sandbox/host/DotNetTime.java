package io.grafanakeeper.sandbox.host;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Writes times as the host's JSON does, {@code 2026-11-23T10:00:00+00:00}, always UTC. */
final class DotNetTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    /** What a timer that never ran reports as its last run. */
    static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    private DotNetTime() {}

    static String text(Instant time) {
        return FORMAT.format(time.truncatedTo(ChronoUnit.SECONDS));
    }
}
