package io.grafanakeeper.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Delivers messages whose work fails. */
class JobRunnerTest {
    private static final Logger LOG = Logger.getAnonymousLogger();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T06:00:00Z"), ZoneOffset.UTC);

    private final InMemoryRunStore runs = new InMemoryRunStore();
    private final NotedRuns noted = new NotedRuns();
    private final JobRunner runner = new JobRunner(runs, new RunLog(noted), CLOCK);
    private final Run run = runner.queue("backup", "t");

    @Test
    void saysThatARunHasNotFinishedAsLongAsItsFailureIsTriedAgain() {
        assertThrows(ServiceException.class, () -> fail(true));
        Run waiting = runs.run(run.id());
        assertEquals(RunState.FAILED, waiting.state());
        assertEquals("Grafana: it is away (attempt 1 of 5; it is tried again)", waiting.error());
        assertEquals(1, waiting.attempt());
        assertNull(waiting.finished());

        succeed();
        Run done = runs.run(run.id());
        assertEquals(RunState.SUCCEEDED, done.state());
        assertEquals(2, done.attempt());
        assertNull(done.error());
    }

    @Test
    void tellsOfEachAttemptThatFailed() {
        assertThrows(ServiceException.class, () -> fail(true));
        Run attempt = noted.runs().get(0);
        assertEquals(RunState.FAILED, attempt.state());
        assertNotNull(attempt.started());
        assertNotNull(attempt.finished());
    }

    @Test
    void doesNothingMoreForARunThatFailedForGood() {
        fail(false);
        Run failed = runs.run(run.id());
        assertEquals(RunState.FAILED, failed.state());
        succeed();
        assertEquals(failed, runs.run(run.id()));
    }

    @Test
    void failsForGoodAtTheLastAttemptAndLetsTheQueuePutTheMessageAside() {
        for (int delivery = 1; delivery <= JobRunner.DELIVERIES; delivery++) {
            assertEquals(delivery == 1 ? 0 : delivery - 1, runs.run(run.id()).attempt());
            assertThrows(ServiceException.class, () -> fail(true));
        }
        Run failed = runs.run(run.id());
        assertEquals(RunState.FAILED, failed.state());
        assertEquals("Grafana: it is away (attempt 5 of 5)", failed.error());
        succeed();
        assertEquals(failed, runs.run(run.id()));
        assertEquals(5, noted.runs().size());
    }

    @Test
    void asksForNoOtherDeliveryOfARunThatAnotherOneFinished() {
        runner.run(run, LOG, (now, progress) -> {
            succeed();
            throw new ServiceException("Grafana", "it is away", true, null);
        });
        assertEquals(RunState.SUCCEEDED, runs.run(run.id()).state());
        assertTrue(noted.runs().stream().allMatch(told -> told.state() == RunState.SUCCEEDED));
    }

    private void fail(boolean retryable) {
        runner.run(run, LOG, (now, progress) -> {
            throw new ServiceException("Grafana", "it is away", retryable, null);
        });
    }

    private void succeed() {
        runner.run(run, LOG, (now, progress) -> new Outcome(JsonNodeFactory.instance.objectNode(), List.of(), 1));
    }
}
