package io.grafanakeeper.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells how a run went when a worker is done with it: by one line in the log, and to a {@link RunSink}. Thread-safe. */
public final class RunLog {
    private final RunSink sink;

    /** Creates the log over a sink. */
    public RunLog(RunSink sink) {
        this.sink = sink;
    }

    /** Tells of a run that is done, or whose attempt failed. */
    public void tell(Run run, Logger log) {
        tell(run, null, log);
    }

    /**
     * Tells of a run that is done, or whose attempt failed.
     *
     * @param bug what nobody foresaw, with its stack; null if there is no such thing
     */
    public void tell(Run run, @Nullable Throwable bug, Logger log) {
        log.log(run.error() == null ? Level.INFO : Level.SEVERE, line(run), bug);
        note(run, false, log);
    }

    /** Tells of a run that the queue gave up. */
    public void tellGivenUp(Run run, Logger log) {
        log.log(Level.SEVERE, () -> "given up: " + line(run));
        note(run, true, log);
    }

    private void note(Run run, boolean givenUp, Logger log) {
        try {
            sink.note(run, givenUp);
        } catch (RuntimeException e) {
            log.log(
                    Level.WARNING,
                    () -> "telemetry of run " + run.id() + " was not sent: "
                            + Explanation.of(e).text());
        }
    }

    /** Returns how long the attempt took, 0 if none began. */
    public static double seconds(Run run) {
        Instant started = run.started();
        Instant finished = run.finished();
        return started == null || finished == null
                ? 0
                : Duration.between(started, finished).toMillis() / 1000.0;
    }

    /** Returns the one line that a run leaves in the log. */
    private static String line(Run run) {
        return "run id=" + run.id() + " job=" + run.job() + " target=" + run.target() + " state="
                + run.state().text() + " attempt=" + run.attempt() + " seconds=" + seconds(run) + " failures="
                + run.failures().size() + " result=" + run.result()
                + (run.error() == null ? "" : " error=" + run.error());
    }
}
