package io.grafanakeeper.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTrackerTest {
    private static final Instant NOW = Instant.parse("2026-11-20T06:00:00.123456Z");
    private static final Run QUEUED = Run.queued("20261120T060000Z-1a2b3c4d", "backup", "t", NOW);

    private final InMemoryRunStore store = new InMemoryRunStore();

    @Test
    void makesTheRecordThatIsMissing() {
        assertEquals(QUEUED, RunTracker.of(store, QUEUED).run());
        assertEquals(QUEUED, store.run(QUEUED.id()));
    }

    @Test
    void writesEachChange() {
        RunTracker tracker = RunTracker.of(store, QUEUED);
        assertTrue(tracker.update(run -> run.begun(NOW, 1)));
        assertTrue(tracker.update(run -> run.at(new Progress(3, 9))));
        assertTrue(tracker.update(run -> run.done(NOW, new Outcome(result(), List.of(), 9))));

        Run stored = store.run(QUEUED.id());
        assertEquals(RunState.SUCCEEDED, stored.state());
        assertEquals(new Progress(9, 9), stored.progress());
    }

    @Test
    void leavesARunAloneThatAnotherDeliveryFinished() {
        RunTracker mine = RunTracker.of(store, QUEUED);
        RunTracker other = RunTracker.of(store, QUEUED);
        assertTrue(other.update(run -> run.done(NOW, new Outcome(result(), List.of(), 9))));

        assertFalse(mine.update(run -> run.failed(NOW, "late")));
        assertEquals(RunState.SUCCEEDED, store.run(QUEUED.id()).state());
    }

    @Test
    void leavesARunAloneThatAnotherDeliverySawFailForGood() {
        RunTracker mine = RunTracker.of(store, QUEUED);
        assertTrue(RunTracker.of(store, QUEUED).update(run -> run.failed(NOW, "refused")));

        assertFalse(mine.update(run -> run.begun(NOW, 2)));
        assertEquals(RunState.FAILED, store.run(QUEUED.id()).state());
    }

    @Test
    void goesOnTopOfWhatAnotherDeliveryWrote() {
        RunTracker mine = RunTracker.of(store, QUEUED);
        RunTracker other = RunTracker.of(store, QUEUED);
        assertTrue(other.update(run -> run.begun(NOW, 1)));
        assertTrue(mine.update(run -> run.begun(NOW.plusMillis(1), run.attempt() + 1)));

        assertEquals(2, store.run(QUEUED.id()).attempt());
    }

    @Test
    void takesALostAnswerOfItsOwnWriteAsDone() {
        RunStore losing = new Losing();
        RunTracker tracker = RunTracker.of(losing, QUEUED);
        assertTrue(tracker.update(run -> run.begun(NOW, 1)));
        assertEquals(1, store.run(QUEUED.id()).attempt());
    }

    @Test
    void givesUpOnARecordThatKeepsChanging() {
        RunTracker tracker = RunTracker.of(store, QUEUED);
        RunTracker other = RunTracker.of(store, QUEUED);
        assertThrows(
                ServiceException.class,
                () -> tracker.update(run -> {
                    assertTrue(other.update(now -> now.begun(NOW, now.attempt() + 1)));
                    return run.at(new Progress(1, 2));
                }));
    }

    private static ObjectNode result() {
        return JsonNodeFactory.instance.objectNode().put("seconds", 1.5);
    }

    /** Writes as asked and reports a lost race each time, as the SDK does when it repeats a write whose answer was lost. */
    private final class Losing implements RunStore {
        @Override
        public void create(Run run) {
            store.create(run);
        }

        @Override
        public Optional<Recorded> find(String id) {
            return store.find(id);
        }

        @Override
        public Optional<Recorded> replace(Recorded before, Run after) {
            assertTrue(store.replace(before, after).isPresent());
            return Optional.empty();
        }
    }
}
