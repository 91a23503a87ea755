package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.concurrent.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacerTest {
    @Test
    void givesTurnsAtTheConfiguredPace() throws InterruptedException {
        Pacer pacer = new Pacer(50.0);
        long begun = System.nanoTime();
        for (int i = 0; i < 11; i++) {
            assertTrue(pacer.await(in(Duration.ofSeconds(5))));
        }
        assertTrue(System.nanoTime() - begun >= Duration.ofMillis(190).toNanos());
    }

    @Test
    void doesNotWaitWithoutAPace() throws InterruptedException {
        Pacer pacer = new Pacer(null);
        for (int i = 0; i < 1000; i++) {
            assertTrue(pacer.await(in(Duration.ofMillis(200))));
        }
        assertNull(pacer.rate());
    }

    @Test
    void slowsDownOnceASecondHoweverManyRequestsAreRefused() {
        Pacer pacer = new Pacer(40.0);
        pacer.throttled(null);
        pacer.throttled(null);
        pacer.throttled(null);
        assertEquals(28.0, rate(pacer));
    }

    @Test
    void growsBackToTheConfiguredPaceAndNotBeyond() {
        Pacer pacer = new Pacer(40.0);
        pacer.throttled(null);
        for (int i = 0; i < 10; i++) {
            pacer.succeeded();
        }
        assertTrue(rate(pacer) > 28 && rate(pacer) < 40);
        for (int i = 0; i < 100; i++) {
            pacer.succeeded();
        }
        assertEquals(40.0, rate(pacer));
    }

    @Test
    void isNeverFasterThanAConfiguredPaceBelowOneRequestASecond() {
        Pacer pacer = new Pacer(0.5);
        pacer.throttled(null);
        assertEquals(0.5, rate(pacer));
    }

    @Test
    void letsGoOfThePaceAgainWhereNoneIsConfigured() throws InterruptedException {
        Pacer pacer = new Pacer(null);
        for (int i = 0; i < 20; i++) {
            assertTrue(pacer.await(in(Duration.ofSeconds(1))));
        }
        pacer.throttled(null);
        assertNotNull(pacer.rate());
        for (int i = 0; i < 2000; i++) {
            pacer.succeeded();
        }
        assertNull(pacer.rate());
    }

    @Test
    void holdsEveryRequestBackAsLongAsAsked() throws InterruptedException {
        Pacer pacer = new Pacer(null);
        pacer.throttled(Duration.ofMillis(150));
        long begun = System.nanoTime();
        assertTrue(pacer.await(in(Duration.ofSeconds(5))));
        assertTrue(System.nanoTime() - begun >= Duration.ofMillis(140).toNanos());
    }

    @Test
    void refusesATurnThatWouldComeAfterTheDeadline() throws InterruptedException {
        Pacer pacer = new Pacer(null);
        pacer.holdBack(Duration.ofSeconds(30));
        long begun = System.nanoTime();
        assertFalse(pacer.await(in(Duration.ofMillis(100))));
        assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos());
    }

    @Test
    void holdsBackThoseTooThatAlreadyWaitForTheirTurn() throws Exception {
        Pacer pacer = new Pacer(5.0);
        assertTrue(pacer.await(in(Duration.ofSeconds(1))));
        CountDownLatch waiting = new CountDownLatch(1);
        FutureTask<Boolean> second = new FutureTask<>(() -> {
            waiting.countDown();
            return pacer.await(in(Duration.ofSeconds(1)));
        });
        new Thread(second).start();
        assertTrue(waiting.await(5, TimeUnit.SECONDS));
        pacer.holdBack(Duration.ofSeconds(30));

        assertFalse(second.get(10, TimeUnit.SECONDS));
    }

    @Test
    void outlivesAWaitLongerThanAnybodyLives() throws InterruptedException {
        Pacer pacer = new Pacer(null);
        pacer.throttled(Duration.ofSeconds(99_999_999_999L));
        assertFalse(pacer.await(in(Duration.ofMinutes(50))));
    }

    @Test
    void keepsTheConfiguredPaceWhileItRecovers() {
        int threads = 16;
        Pacer pacer = new Pacer(40.0);
        pacer.throttled(null);
        long end = in(Duration.ofSeconds(3));
        List<Long> turns = Parallel.map(Collections.nCopies(threads, end), threads, last -> turns(pacer, last)).stream()
                .flatMap(List::stream)
                .sorted()
                .toList();
        assertEquals(40.0, rate(pacer));
        // However late a thread wakes, it has no more than one turn that belonged into the second before.
        assertTrue(mostInASecond(turns) <= 41 + threads, () -> "turns in a second: " + mostInASecond(turns));
    }

    /** Takes turns until a time and has a success with each; returns when they came. */
    private static List<Long> turns(Pacer pacer, long end) {
        List<Long> turns = new ArrayList<>();
        try {
            while (pacer.await(end)) {
                turns.add(System.nanoTime());
                pacer.succeeded();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return turns;
    }

    private static int mostInASecond(List<Long> turns) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < turns.size(); last++) {
            while (turns.get(last) - turns.get(first) >= Duration.ofSeconds(1).toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static double rate(Pacer pacer) {
        Double rate = pacer.rate();
        assertNotNull(rate);
        return rate == null ? 0 : rate;
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }
}
