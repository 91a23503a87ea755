package io.grafanakeeper.runs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the runs that it was told of. */
public final class NotedRuns implements RunSink {
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final List<Run> givenUp = new CopyOnWriteArrayList<>();

    /** Returns a log whose sink nobody asks. */
    public static RunLog log() {
        return new RunLog(new NotedRuns());
    }

    @Override
    public void note(Run run, boolean gaveUp) {
        (gaveUp ? givenUp : runs).add(run);
    }

    /** Returns the runs that were not given up. */
    public List<Run> runs() {
        return runs;
    }

    /** Returns the runs that were given up. */
    public List<Run> givenUp() {
        return givenUp;
    }
}
