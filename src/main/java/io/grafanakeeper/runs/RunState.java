package io.grafanakeeper.runs;

import java.util.Locale;

/** Tells where a run stands. */
public enum RunState {
    /** Its message waits in the queue, for the first attempt or, after one that failed, for another. */
    QUEUED,
    /** A worker has it. */
    RUNNING,
    /** Done, nothing missing. */
    SUCCEEDED,
    /** Done, and the failures name what is missing. */
    PARTIAL,
    /** Nothing usable came of it, and nothing will. */
    FAILED;

    /** Returns the name used in run records. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether the run is over, so that a second delivery of its message has nothing to do. */
    public boolean over() {
        return this == SUCCEEDED || this == PARTIAL || this == FAILED;
    }

    static RunState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
