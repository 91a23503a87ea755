package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-23T06:00:00Z"), ZoneOffset.UTC);

    @Test
    void readsSeconds() {
        assertEquals(Duration.ofSeconds(7), RetryAfter.parse(" 7 ", clock));
        assertEquals(Duration.ZERO, RetryAfter.parse("0", clock));
    }

    @Test
    void readsADate() {
        assertEquals(Duration.ofSeconds(90), RetryAfter.parse("Mon, 23 Nov 2026 06:01:30 GMT", clock));
    }

    @Test
    void takesADateInThePastAsNoWait() {
        assertEquals(Duration.ZERO, RetryAfter.parse("Mon, 23 Nov 2026 05:00:00 GMT", clock));
    }

    @Test
    void passesOverWhatNobodyCanRead() {
        for (String header : new String[] {"", "soon", "-5", "1.5", "99999999999999999999", "Mon, 23 Nov"}) {
            assertNull(RetryAfter.parse(header, clock), header);
        }
        assertNull(RetryAfter.parse(null, clock));
    }
}
