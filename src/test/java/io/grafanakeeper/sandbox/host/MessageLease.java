package io.grafanakeeper.sandbox.host;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

/** Keeps a message hidden from others while its function runs, by renewing it at half its lease. */
final class MessageLease {
    private final QueuePort queue;
    private final Duration length;
    private final HostLog log;
    private final Future<?> renewals;
    private QueueMessage current;
    private boolean ended;

    MessageLease(QueuePort queue, QueueMessage received, Duration length, ScheduledExecutorService clock, HostLog log) {
        this.queue = queue;
        this.current = received;
        this.length = length;
        this.log = log;
        long half = length.toMillis() / 2;
        this.renewals = clock.scheduleAtFixedRate(this::renew, half, half, TimeUnit.MILLISECONDS);
    }

    private synchronized void renew() {
        if (ended) {
            return;
        }
        try {
            current = queue.renew(current, length);
        } catch (RuntimeException e) {
            // Perhaps the next one works; if not, another receiver gets the message, which consumers must bear anyway.
            log.host(Level.WARNING, "message " + current.id() + " could not be renewed", e);
        }
    }

    /** Stops renewing and returns the message with the pop receipt that is valid now. */
    QueueMessage end() {
        renewals.cancel(false);
        synchronized (this) {
            ended = true;
            return current;
        }
    }
}
