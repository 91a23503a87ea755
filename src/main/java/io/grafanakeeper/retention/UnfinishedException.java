package io.grafanakeeper.retention;

import java.util.function.BooleanSupplier;

/** Ends a retention run early; what it did is done, and the next run takes up the rest. */
final class UnfinishedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the end with its reason, in words for people. */
    UnfinishedException(String reason) {
        super(reason);
    }

    /** Ends the run if its time is up. */
    static void unless(BooleanSupplier inTime) {
        if (!inTime.getAsBoolean()) {
            throw new UnfinishedException("out of time; the next run takes up the rest");
        }
    }
}
