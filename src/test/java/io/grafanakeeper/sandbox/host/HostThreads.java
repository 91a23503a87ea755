package io.grafanakeeper.sandbox.host;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** Owns the host's threads and knows what still runs on them. */
final class HostThreads {
    private final ClassLoader loader;
    private final AtomicInteger number = new AtomicInteger();
    private final Running running = new Running();
    private final ExecutorService workers;
    private final ScheduledExecutorService clock;

    /** Gives every thread the loader of the functions, for what they look up by themselves. */
    HostThreads(ClassLoader loader) {
        this.loader = loader;
        this.workers = Executors.newCachedThreadPool(task -> thread("worker-" + number.incrementAndGet(), task));
        this.clock = Executors.newScheduledThreadPool(2, task -> thread("clock-" + number.incrementAndGet(), task));
    }

    Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, "host-" + name);
        thread.setContextClassLoader(loader);
        thread.setDaemon(true);
        return thread;
    }

    /** Runs something on a thread of its own; closing the host waits for it. */
    void work(Runnable task) {
        running.enter();
        try {
            workers.execute(() -> {
                try {
                    task.run();
                } finally {
                    running.leave();
                }
            });
        } catch (RuntimeException refused) {
            running.leave();
            throw refused;
        }
    }

    /** For what is due later; short tasks only. */
    ScheduledExecutorService clock() {
        return clock;
    }

    /** Waits for the work under way up to a limit, then interrupts what is left; tells whether nothing was. */
    boolean close(Duration limit) throws InterruptedException {
        boolean done = running.awaitNone(limit);
        clock.shutdownNow();
        workers.shutdownNow();
        return done;
    }
}
