package io.grafanakeeper.runs;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives locks that hold across all instances of the app. Thread-safe.
 *
 * <p>Every method throws {@link ServiceException} if the storage behind it does not do what it was asked.
 */
public interface Locks {
    /** How long to wait between two tries. */
    Duration PAUSE = Duration.ofMillis(500);

    /** Takes a lock, or returns empty if somebody holds it. */
    Optional<Lock> tryLock(String name);

    /** Waits for a lock; empty if somebody holds it all that time. */
    default Optional<Lock> await(String name, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<Lock> lock = tryLock(name);
        while (lock.isEmpty() && deadline - System.nanoTime() > 0) {
            pause();
            lock = tryLock(name);
        }
        return lock;
    }

    /**
     * Waits for a lock, works under it and gives it back. Work that throws may have left something on its way to the storage, so
     * then the lock runs out by itself.
     *
     * @return the result of the work, empty if somebody holds the lock all the time
     */
    default <T> Optional<T> locked(String name, Duration patience, Function<Lock, T> work) {
        return await(name, patience).map(lock -> {
            T result;
            try {
                result = work.apply(lock);
            } catch (Throwable e) {
                lock.abandon();
                throw e;
            }
            lock.release();
            return result;
        });
    }

    /** Returns the name of the lock that a target's manifests are written under and its objects are removed under. */
    static String ofBackups(String target) {
        return "backups-" + target;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
