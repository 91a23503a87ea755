package io.grafanakeeper.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what came of a job. Partial failure is a value: a job with failures did something, and is never called a success.
 *
 * @param result what it did, for the run's record
 * @param failures what failed, each with its reason
 * @param items how many items it dealt with
 * @param error why the run counts as failed although it did all this, such as a check that does not hold; null if it does not
 */
public record Outcome(
        ObjectNode result,
        List<Failure> failures,
        long items,
        @Nullable String error) {
    /** Says what came of a job that did not fail as a whole. */
    public Outcome(ObjectNode result, List<Failure> failures, long items) {
        this(result, failures, items, null);
    }
}
