package io.grafanakeeper.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records one run of a job, for whoever asks how it went.
 *
 * @param id the run's id
 * @param job the job's name, such as {@code backup}
 * @param target the target's name
 * @param state where it stands
 * @param requested when it was asked for
 * @param started when a worker began its latest attempt, or null
 * @param finished when it ended for good, or null
 * @param attempt how often a worker has begun it, 0 until the first does
 * @param progress how far it is
 * @param result what came of it, or null
 * @param failures what failed, each with its reason
 * @param error why the whole run failed, or why its latest attempt did if another is to come; or null
 */
public record Run(
        String id,
        String job,
        String target,
        RunState state,
        Instant requested,
        @Nullable Instant started,
        @Nullable Instant finished,
        int attempt,
        Progress progress,
        @Nullable ObjectNode result,
        List<Failure> failures,
        @Nullable String error) {
    /** Keeps its own copy of the failures. */
    public Run {
        failures = List.copyOf(failures);
    }

    /** Returns a new run that waits in the queue. */
    public static Run queued(String id, String job, String target, Instant requested) {
        return new Run(
                id, job, target, RunState.QUEUED, requested, null, null, 0, new Progress(0, 0), null, List.of(), null);
    }

    /** Returns the same run, begun by a worker. */
    public Run begun(Instant now, int delivery) {
        return new Run(
                id,
                job,
                target,
                RunState.RUNNING,
                requested,
                now,
                null,
                delivery,
                new Progress(0, 0),
                null,
                List.of(),
                null);
    }

    /** Returns the same run, further on. */
    public Run at(Progress further) {
        return new Run(id, job, target, state, requested, started, finished, attempt, further, result, failures, error);
    }

    /** Returns the same run, done. */
    public Run done(Instant now, Outcome outcome) {
        RunState well = outcome.failures().isEmpty() ? RunState.SUCCEEDED : RunState.PARTIAL;
        return new Run(
                id,
                job,
                target,
                outcome.error() == null ? well : RunState.FAILED,
                requested,
                started,
                now,
                attempt,
                new Progress(outcome.items(), outcome.items()),
                outcome.result(),
                outcome.failures(),
                outcome.error());
    }

    /** Returns the same run after an attempt that failed while another is to come: it has not finished. */
    public Run failedForNow(String why) {
        return new Run(
                id, job, target, RunState.FAILED, requested, started, null, attempt, progress, null, failures, why);
    }

    /** Returns the same run, failed as a whole. */
    public Run failed(Instant now, String why) {
        return new Run(
                id, job, target, RunState.FAILED, requested, started, now, attempt, progress, null, failures, why);
    }

    /** Tells whether the run is over, so that a second delivery of its message has nothing to do. */
    public boolean over() {
        return state.done() || (state == RunState.FAILED && finished != null);
    }

    /** Tells whether no worker has had it yet, so that its message may be lost. */
    public boolean untouched() {
        return state == RunState.QUEUED;
    }

    /**
     * Returns the same run, failed because the queue gave its message up. What the last attempt said of its failure stays, and so
     * does what a run did that failed with a result.
     *
     * @param message the message, which nobody else keeps
     */
    public Run givenUp(Instant now, JsonNode message) {
        if (result != null) {
            return this;
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.set("message", message);
        String why = switch (state) {
            case FAILED -> error + "; given up by the queue";
            case RUNNING -> "given up by the queue: the worker was killed or ran out of time at attempt " + attempt;
            default -> "given up by the queue: no worker got as far as to begin it";
        };
        return new Run(
                id, job, target, RunState.FAILED, requested, started, now, attempt, progress, kept, failures, why);
    }
}
