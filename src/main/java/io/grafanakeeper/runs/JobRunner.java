package io.grafanakeeper.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.settings.SettingsException;
import java.time.Clock;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Works on queue messages, any of them any number of times, and keeps the run's record true.
 *
 * <p>A run that is over is not done again. A failure that may pass is thrown, so that the queue delivers the message again, up to
 * five times, and until then the run has not finished; any other failure is final.
 */
public final class JobRunner {
    /** How often the queue delivers a message before it puts it aside; {@code maxDequeueCount} of host.json. */
    public static final int DELIVERIES = 5;

    private final RunStore runs;
    private final RunLog told;
    private final Clock clock;

    /** Creates the runner over the records. */
    public JobRunner(RunStore runs, RunLog told, Clock clock) {
        this.runs = runs;
        this.told = told;
        this.clock = clock;
    }

    /** Records a new run that waits in the queue. */
    public Run queue(String job, String target) {
        Run run = next(job, target);
        record(run);
        return run;
    }

    /** Records a run that waits in the queue. */
    public void record(Run run) {
        runs.create(run);
    }

    /** Returns a new run that has no record yet; the worker makes it. */
    public Run next(String job, String target) {
        return Run.queued(RunId.next(clock.instant()), job, target, clock.instant());
    }

    /**
     * Works on one delivery of a run's message.
     *
     * @param queued the run as its message describes it
     * @param work does the job; told where to report its progress, which answers false when another delivery finished the run
     * @throws RuntimeException if the work may succeed when the queue delivers the message again
     */
    public void run(Run queued, Logger log, BiFunction<Run, Predicate<Progress>, Outcome> work) {
        RunTracker tracker = RunTracker.of(runs, queued);
        if (!tracker.update(run -> run.begun(clock.instant(), run.attempt() + 1))) {
            log.log(Level.INFO, () -> "run " + queued.id() + " is over already; nothing to do");
            return;
        }
        try {
            Outcome outcome = work.apply(tracker.run(), progress -> tracker.update(now -> now.at(progress)));
            tracker.update(now -> now.done(clock.instant(), outcome));
            told.tell(tracker.run(), log);
        } catch (SupersededException e) {
            log.log(Level.INFO, () -> "run " + queued.id() + " was finished by another delivery");
        } catch (RuntimeException e) {
            fail(tracker, e, log);
        }
    }

    /** Tells whether nothing will be tried again after this failure of a run. */
    public static boolean isFinal(Run run, RuntimeException failure) {
        return !again(failure, Explanation.of(failure)) || run.attempt() >= DELIVERIES;
    }

    /**
     * Records that the queue gave a message up, because every delivery failed or killed its worker. A run that came to something
     * stays as it is; the message is kept in the run's result.
     *
     * @param message the message as it was delivered
     * @param job the job whose queue gave it up
     * @return the run as it is recorded now
     * @throws IllegalArgumentException if the message is not one of ours
     */
    public Run giveUp(String message, String job, Logger log) {
        JsonNode json = RunMessage.parse(message, job);
        RunTracker tracker = RunTracker.of(runs, RunMessage.run(json, job, job));
        if (tracker.updateFailed(run -> run.givenUp(clock.instant(), json))) {
            told.tellGivenUp(tracker.run(), log);
        } else {
            log.log(Level.INFO, () -> "run " + tracker.run().id() + " is done; its message was given up later");
        }
        return tracker.run();
    }

    private static boolean again(RuntimeException failure, Explanation explanation) {
        return explanation.retryable() || failure instanceof SettingsException;
    }

    private void fail(RunTracker tracker, RuntimeException failure, Logger log) {
        Explanation explanation = Explanation.of(failure);
        boolean again = again(failure, explanation);
        boolean over = isFinal(tracker.run(), failure);
        String attempt = " (attempt " + tracker.run().attempt() + " of " + DELIVERIES;
        String words = explanation.text() + (again ? attempt + (over ? ")" : "; it is tried again)") : "");
        // Whoever watches attempts is told when this one ended; the run has not finished while it may succeed.
        Run failed = tracker.run().failed(clock.instant(), words);
        if (!tracker.update(now -> over ? now.failed(clock.instant(), words) : now.failedForNow(words))) {
            log.log(Level.INFO, () -> "run " + failed.id() + " was finished by another delivery");
            return;
        }
        told.tell(failed, explanation.expected() ? null : failure, log);
        if (again) {
            // Thrown at the last attempt too, so that the queue puts the message aside and somebody hears of it.
            throw failure;
        }
    }
}
