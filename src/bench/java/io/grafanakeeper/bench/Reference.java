package io.grafanakeeper.bench;

/**
 * Tells how long one request after another takes, from a run of the same app with concurrency 1.
 *
 * @param run that run
 * @param requests how many requests the whole would take
 */
record Reference(Measured run, long requests) {
    /** Returns how long the whole would take: as many times the run's mean time a request as it has requests. */
    double seconds() {
        return run.seconds() * requests / run.requests();
    }

    /** Tells whether the run was a sample of the whole. */
    boolean extrapolated() {
        return run.requests() < requests;
    }

    /** Returns how many times faster another run was. */
    double speedUp(Measured other) {
        return seconds() / other.seconds();
    }
}
