package io.grafanakeeper.sandbox.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

/**
 * Serves one queue-triggered function.
 *
 * <p>A message is deleted when its function returned; else it shows again after {@code visibilityTimeout}, and after
 * {@code maxDequeueCount} attempts it goes to the poison queue. A message received more often than that (the process
 * was killed each time) goes there without another attempt.
 */
final class QueueLoop {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final HostedFunction function;
    private final QueuePort queue;
    private final QueuePort poison;
    private final QueueOptions options;
    private final Invoker invoker;
    private final HostThreads threads;
    private final HostLog log;
    private final Running mine = new Running();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread poller;

    QueueLoop(
            HostedFunction function,
            QueuePort queue,
            QueuePort poison,
            QueueOptions options,
            Invoker invoker,
            HostThreads threads,
            HostLog log) {
        this.function = function;
        this.queue = queue;
        this.poison = poison;
        this.options = options;
        this.invoker = invoker;
        this.threads = threads;
        this.log = log;
        this.poller = threads.thread("queue-" + function.name(), this::poll);
    }

    void start() {
        poller.start();
    }

    /** Stops receiving; running functions go on. Returns when no further message can be taken. */
    void stop() throws InterruptedException {
        stopped.countDown();
        mine.close();
        // Not interrupted at once: a message received by a broken-off request would stay hidden for its whole lease.
        poller.join(STOP_LIMIT.toMillis());
        poller.interrupt();
    }

    private void poll() {
        try {
            boolean created = false;
            Duration pause = FIRST_PAUSE;
            while (stopped.getCount() > 0) {
                try {
                    if (!created) {
                        queue.create();
                        created = true;
                    }
                    pause = receive() ? FIRST_PAUSE : pauseFor(pause);
                } catch (RuntimeException e) {
                    log.host(Level.WARNING, "the queue of " + function.name() + " cannot be read: " + e, null);
                    pause = pauseFor(options.maxPollingInterval());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits and returns the next, longer pause. */
    private Duration pauseFor(Duration pause) throws InterruptedException {
        Duration capped = pause.compareTo(options.maxPollingInterval()) < 0 ? pause : options.maxPollingInterval();
        boolean ends = stopped.await(capped.toMillis(), TimeUnit.MILLISECONDS);
        return ends ? capped : capped.multipliedBy(2);
    }

    private boolean receive() throws InterruptedException {
        if (!mine.awaitAtMost(options.newBatchThreshold())) {
            return false;
        }
        List<QueueMessage> batch = queue.receive(options.batchSize(), options.lease());
        for (QueueMessage message : batch) {
            mine.enter();
            threads.work(() -> {
                try {
                    process(message);
                } catch (RuntimeException e) {
                    log.host(
                            Level.WARNING, "message " + message.id() + " of " + function.name() + " stays as it is", e);
                } finally {
                    mine.leave();
                }
            });
        }
        return !batch.isEmpty();
    }

    private void process(QueueMessage message) {
        Optional<String> text = options.encoding().decode(message.body());
        if (text.isEmpty() || message.dequeueCount() > options.maxDequeueCount()) {
            toPoison(message);
            return;
        }
        MessageLease lease = new MessageLease(queue, message, options.lease(), threads.clock(), log);
        boolean done;
        try {
            invoker.call(function, Input.text(text.get(), message.properties(text.get())));
            done = true;
        } catch (FunctionFailedException alreadyLogged) {
            done = false;
        }
        settle(lease.end(), done);
    }

    private void settle(QueueMessage message, boolean done) {
        if (done) {
            queue.delete(message);
        } else if (message.dequeueCount() >= options.maxDequeueCount()) {
            toPoison(message);
        } else {
            queue.renew(message, options.visibilityTimeout());
        }
    }

    private void toPoison(QueueMessage message) {
        log.host(
                Level.WARNING,
                "message " + message.id() + " of " + function.name() + " goes to its poison queue",
                null);
        poison.create();
        poison.send(message.body());
        queue.delete(message);
    }
}
