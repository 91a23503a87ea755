package io.grafanakeeper.compare;

import io.grafanakeeper.runs.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Ends work that would outlast the time in which an HTTP answer must come, by interrupting it. */
final class TimeBudget {
    private static final List<String> INSTEAD = List.of(
            "kind, uid or folder, to compare less",
            "a new backup as to (POST targets/{target}/backups), which takes the time it needs");

    private final Duration longest;

    TimeBudget(Duration longest) {
        this.longest = longest;
    }

    /**
     * Does the work on a thread of its own.
     *
     * @throws ProblemException 503 when the time is up
     */
    <T> T spend(Supplier<T> work) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<T> result = thread.submit(work::get);
            return result.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw ProblemException.takesTooLong(
                    "to", "the comparison takes longer than " + longest.toSeconds() + " s: compare less", INSTEAD);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the comparison failed with an error", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            thread.shutdownNow();
        }
    }
}
