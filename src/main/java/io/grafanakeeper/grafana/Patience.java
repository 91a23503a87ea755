package io.grafanakeeper.grafana;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Decides whether one request is sent again, within its deadline: after 429 always, since the server asks for no more than time; after
 * other passing failures a few times; and for {@link #OUTAGE} if nobody answers for the server. A request that must not be repeated is
 * sent again only after 429, which says that the server did not take it. For one thread.
 */
final class Patience {
    /** Their waits take six to eight seconds. */
    private static final int RETRIES = 5;

    /**
     * A Grafana that restarts is away for 7 to 12 s. Whoever waits for an answer has to hear soon that one is simply down; so it counts
     * for all requests together, and those that come later have only the few.
     */
    static final Duration OUTAGE = Duration.ofSeconds(15);

    private final Request request;
    private final Absence absence;
    private final LongSupplier nanoTime;
    private final long begun;
    private int attempts;

    /**
     * Creates the patience with a request that is about to be sent.
     *
     * @param absence what is known of its server
     * @param nanoTime {@link System#nanoTime()}
     */
    Patience(Request request, Absence absence, LongSupplier nanoTime) {
        this.request = request;
        this.absence = absence;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** Notes that the request is sent. */
    void attempt() {
        attempts++;
    }

    /** Tells whether the request is worth another attempt after a failure. */
    boolean lasts(Throwable error) {
        if (error instanceof GrafanaException.Throttled) {
            return true;
        }
        if (!request.repeatable() || !(error instanceof GrafanaException failure) || !failure.outage()) {
            return false;
        }
        return attempts <= RETRIES || (failure.unanswered() && !absence.lasts(OUTAGE) && !longUnderWay());
    }

    /** One dashboard that the server never gives must not be asked for as long as others come. */
    private boolean longUnderWay() {
        return nanoTime.getAsLong() - begun >= OUTAGE.toNanos();
    }
}
