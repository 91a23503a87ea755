package io.grafanakeeper.runs;

import java.util.Locale;

/** Tells where a run stands. */
public enum RunState {
    /** Its message waits in the queue. */
    QUEUED,
    /** A worker has it. */
    RUNNING,
    /** Done, nothing missing. */
    SUCCEEDED,
    /** Done, and the failures name what is missing. */
    PARTIAL,
    /** Nothing usable came of it, or of its latest attempt: as long as it has not finished, the queue tries it again. */
    FAILED;

    /** Returns the name used in run records. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether the run came to something. */
    boolean done() {
        return this == SUCCEEDED || this == PARTIAL;
    }

    static RunState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
