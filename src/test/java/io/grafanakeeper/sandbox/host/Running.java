package io.grafanakeeper.sandbox.host;

import java.time.Duration;

/** Counts work under way, for those who wait until there is less of it. */
final class Running {
    private int count;
    private boolean closed;

    synchronized void enter() {
        count++;
    }

    synchronized void leave() {
        count--;
        notifyAll();
    }

    /** Waits until at most {@code most} are under way; returns false when closed first. */
    synchronized boolean awaitAtMost(int most) throws InterruptedException {
        while (count > most && !closed) {
            wait();
        }
        return !closed;
    }

    /** Lets everybody go who waits without a limit. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits until nothing is under way; returns false when the limit is over first. */
    synchronized boolean awaitNone(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (count > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
