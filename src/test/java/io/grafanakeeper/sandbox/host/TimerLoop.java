package io.grafanakeeper.sandbox.host;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one timer function on its schedule, one run at a time; what falls due during a run is left out. */
final class TimerLoop {
    /** The clock is read again at least this often: it may be set, or the machine may sleep. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final HostedFunction function;
    private final NcronTab schedule;
    private final Invoker invoker;
    private final HostThreads threads;
    private final Clock clock;
    private Instant last = DotNetTime.NEVER;
    private Instant updated;
    private @Nullable Instant next;
    private boolean stopped;
    private @Nullable Future<?> waiting;

    TimerLoop(HostedFunction function, NcronTab schedule, Invoker invoker, HostThreads threads, Clock clock) {
        this.function = function;
        this.schedule = schedule;
        this.invoker = invoker;
        this.threads = threads;
        this.clock = clock;
        this.updated = clock.instant();
        this.next = schedule.next(updated).orElse(null);
    }

    /** Starts waiting, or running at once when asked to. */
    synchronized void start(boolean runAtOnce) {
        if (runAtOnce) {
            threads.work(this::run);
        } else {
            await();
        }
    }

    synchronized void stop() {
        stopped = true;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    /** Returns what the function is told: the run before, the time it is due, and when both were noted. */
    synchronized Input input() {
        return input(last, next == null ? updated : next, updated);
    }

    /** Returns what a timer function without a schedule is told, when it is run by hand. */
    static Input unscheduled(Instant now) {
        return input(DotNetTime.NEVER, now, now);
    }

    private static Input input(Instant last, Instant next, Instant updated) {
        String payload = ("{\"Schedule\":{\"AdjustForDST\":true},"
                        + "\"ScheduleStatus\":{\"Last\":\"%s\",\"Next\":\"%s\",\"LastUpdated\":\"%s\"},"
                        + "\"IsPastDue\":false}")
                .formatted(DotNetTime.text(last), DotNetTime.text(next), DotNetTime.text(updated));
        return Input.text(payload, Map.of());
    }

    private synchronized void await() {
        if (stopped || next == null) {
            return;
        }
        Duration left = Duration.between(clock.instant(), next);
        long millis = Math.max(1, Math.min(left.toMillis() + 1, LONGEST_WAIT.toMillis()));
        waiting = threads.clock().schedule(this::tick, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void tick() {
        if (stopped || next == null) {
            return;
        }
        if (clock.instant().isBefore(next)) {
            await();
        } else {
            threads.work(this::run);
        }
    }

    private void run() {
        Instant began = clock.instant();
        try {
            invoker.call(function, input());
        } catch (FunctionFailedException alreadyLogged) {
            // A timer is not tried again before its next time, in Azure neither.
        } finally {
            finished(began);
        }
    }

    private synchronized void finished(Instant began) {
        last = began;
        updated = clock.instant();
        next = schedule.next(updated).orElse(null);
        await();
    }
}
