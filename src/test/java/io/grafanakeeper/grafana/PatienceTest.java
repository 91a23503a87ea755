package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Request READ = Request.get("/api/org");
    private static final Request ONCE = new Request("POST", "/api/folders", null, false, Map.of());

    private final AtomicLong now = new AtomicLong(7);
    private final Absence absence = new Absence(now::get);

    @Test
    void obeysAnOverloadedServerHoweverOftenItRefuses() {
        for (Request request : new Request[] {READ, ONCE}) {
            Patience patience = patience(request);
            for (int i = 0; i < 100; i++) {
                assertTrue(fails(patience, throttled(), Duration.ofSeconds(1)));
            }
        }
    }

    @Test
    void awaitsAServerThatNobodyAnswersForAQuarterOfAMinute() {
        for (int status : new int[] {0, 502, 503, 504}) {
            absence.answered();
            Patience patience = patience(READ);
            for (int second = 0; second < 15; second++) {
                assertTrue(fails(patience, unavailable(status), Duration.ofSeconds(1)), "second " + second);
            }
            assertFalse(fails(patience, unavailable(status), Duration.ofSeconds(1)));
        }
    }

    @Test
    void triesFiveTimesMoreAfterAFailureOfTheServersOwn() {
        Patience patience = patience(READ);
        for (int i = 0; i < 5; i++) {
            assertTrue(fails(patience, unavailable(500), Duration.ofMillis(1)));
        }
        assertFalse(fails(patience, unavailable(500), Duration.ofMillis(1)));
    }

    @Test
    void triesASlowServerAsOften() {
        Patience patience = patience(READ);
        for (int i = 0; i < 5; i++) {
            assertTrue(fails(patience, unavailable(504), Duration.ofMinutes(2)));
        }
        assertFalse(fails(patience, unavailable(504), Duration.ofMinutes(2)));
    }

    @Test
    void awaitsAServerOnceAndNotForEachRequest() {
        Patience first = patience(READ);
        while (fails(first, unavailable(502), Duration.ofSeconds(1))) {
            assertTrue(now.get() < Duration.ofMinutes(1).toNanos());
        }
        Patience second = patience(READ);
        int tries = 1;
        while (fails(second, unavailable(502), Duration.ofMillis(100))) {
            tries++;
        }
        assertTrue(tries <= 6, "tries: " + tries);
    }

    @Test
    void awaitsItAgainLongAfterTheLastRequest() {
        fails(patience(READ), unavailable(502), Duration.ofHours(1));

        Patience patience = patience(READ);
        for (int second = 0; second < 15; second++) {
            assertTrue(fails(patience, unavailable(502), Duration.ofSeconds(1)), "second " + second);
        }
    }

    @Test
    void givesUpOneRequestThatIsNeverAnsweredWhileOthersAre() {
        Patience patience = patience(READ);
        for (int second = 0; second < 15; second++) {
            assertTrue(fails(patience, unavailable(504), Duration.ofSeconds(1)), "second " + second);
            absence.answered();
        }
        assertFalse(fails(patience, unavailable(504), Duration.ofSeconds(1)));
    }

    @Test
    void doesNotRepeatWhatTheServerMayHaveDone() {
        assertFalse(fails(patience(ONCE), unavailable(503), Duration.ZERO));
        assertFalse(fails(patience(READ), new IllegalStateException("not Grafana's"), Duration.ZERO));
    }

    private Patience patience(Request request) {
        return new Patience(request, absence, now::get);
    }

    /** Lets an attempt fail and returns whether there is to be another one, which fails after a while. */
    private boolean fails(Patience patience, RuntimeException failure, Duration until) {
        patience.attempt();
        if (failure instanceof GrafanaException grafana && grafana.unanswered()) {
            absence.unanswered();
        }
        boolean again = patience.lasts(failure);
        now.addAndGet(until.toNanos());
        return again;
    }

    private static GrafanaException throttled() {
        return new GrafanaException.Throttled("GET", "/api/org", "slow down");
    }

    private static GrafanaException unavailable(int status) {
        return new GrafanaException.Unavailable("GET", "/api/org", status, "away", null);
    }
}
