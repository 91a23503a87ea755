package io.grafanakeeper.azure;

import com.azure.core.http.RequestConditions;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import io.grafanakeeper.runs.Lock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Renews a lease on a blob until it is given back or lost. */
final class BlobLease implements Lock {
    /** The longest that a lease of a fixed time may last. */
    static final int SECONDS = 60;

    private static final long NANOS = TimeUnit.SECONDS.toNanos(SECONDS);
    private static final long TO_SPARE = TimeUnit.SECONDS.toNanos(25);
    private static final Duration RENEWAL_TIMEOUT = Duration.ofSeconds(10);

    private final BlobLeaseClient lease;
    private final ScheduledExecutorService renewer;
    private volatile long heldUntil;
    private volatile boolean lost;

    /**
     * Takes charge of a lease.
     *
     * @param asked when it was asked for, a {@link System#nanoTime()}; it lasts at least from then on
     */
    BlobLease(BlobLeaseClient lease, long asked, Duration renewal) {
        this.lease = lease;
        this.heldUntil = asked + NANOS;
        this.renewer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "lease");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> unused = renewer.scheduleWithFixedDelay(
                this::renew, renewal.toMillis(), renewal.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean held() {
        return !lost && heldUntil - System.nanoTime() > TO_SPARE;
    }

    @Override
    public void release() {
        renewer.shutdownNow();
        try {
            lease.releaseLease();
        } catch (RuntimeException e) {
            // Lost already, or the storage is away: it ends by itself, and what was done under it is done.
            lost = true;
        }
    }

    @Override
    public void abandon() {
        renewer.shutdownNow();
        lost = true;
    }

    private void renew() {
        long asked = System.nanoTime();
        try {
            lease.renewLeaseWithResponse((RequestConditions) null, RENEWAL_TIMEOUT, Context.NONE);
            heldUntil = asked + NANOS;
        } catch (RuntimeException e) {
            // Without an answer it is tried again until the lease has run out, which held() sees by the time alone.
            lost = lost || refused(e);
        }
    }

    /** Tells whether somebody broke the lease or deleted its blob. */
    private static boolean refused(RuntimeException failure) {
        return failure instanceof BlobStorageException answer
                && (answer.getStatusCode() == 404 || answer.getStatusCode() == 409 || answer.getStatusCode() == 412);
    }
}
