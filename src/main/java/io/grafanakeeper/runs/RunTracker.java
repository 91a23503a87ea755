package io.grafanakeeper.runs;

import io.grafanakeeper.runs.RunStore.Recorded;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Writes one run's record while a worker works on it. When another delivery of the same message has replaced the record in the
 * meantime, its word stands if that run is over; else ours goes on top of it. Not thread-safe: one worker, one tracker.
 */
public final class RunTracker {
    private static final int TRIES = 5;

    private final RunStore store;
    private Recorded recorded;

    private RunTracker(RunStore store, Recorded recorded) {
        this.store = store;
        this.recorded = recorded;
    }

    /** Returns the tracker of a run whose record may not exist yet. */
    public static RunTracker of(RunStore store, Run ifMissing) {
        Recorded recorded = store.find(ifMissing.id()).orElseGet(() -> {
            store.create(ifMissing);
            return store.find(ifMissing.id())
                    .orElseThrow(() -> new ServiceException(
                            "Blob Storage", "the record of run " + ifMissing.id() + " vanished", true, null));
        });
        return new RunTracker(store, recorded);
    }

    /** Returns the run as last read or written. */
    public Run run() {
        return recorded.run();
    }

    /**
     * Changes the record.
     *
     * @return false if the run is over already, by another delivery, and stays as it is
     */
    public boolean update(UnaryOperator<Run> change) {
        return update(change, Run::over);
    }

    /**
     * Changes the record, also that of a run that failed.
     *
     * @return false if the run came to something, and stays as it is
     */
    boolean updateFailed(UnaryOperator<Run> change) {
        return update(change, run -> run.state().done());
    }

    private boolean update(UnaryOperator<Run> change, Predicate<Run> stays) {
        for (int tries = 0; tries < TRIES; tries++) {
            if (stays.test(recorded.run())) {
                return false;
            }
            Run after = change.apply(recorded.run());
            Recorded before = recorded;
            recorded = store.replace(before, after)
                    .or(() -> store.find(after.id()))
                    .orElse(before);
            if (recorded.run().equals(after)) {
                return true;
            }
        }
        throw new ServiceException(
                "Blob Storage", "the record of run " + recorded.run().id() + " keeps changing", true, null);
    }
}
