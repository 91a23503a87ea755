package io.grafanakeeper.runs;

/** Takes note of how runs went, for whoever watches the app. */
public interface RunSink {
    /**
     * Takes note of a run that a worker is done with; of one that is tried again, once each attempt.
     *
     * @param givenUp whether the queue gave it up
     * @throws RuntimeException if it cannot; the run is what it is all the same
     */
    void note(Run run, boolean givenUp);
}
