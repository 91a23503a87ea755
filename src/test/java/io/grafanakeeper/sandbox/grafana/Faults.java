package io.grafanakeeper.sandbox.grafana;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Lets a test or a benchmark say what goes wrong; everything may be changed while requests are served. */
public final class Faults {
    /** Says how a server that is down behaves. */
    public enum Outage {
        NONE,
        /** Every connection is closed without an answer. */
        CLOSED,
        /** Every request is answered 503. */
        UNAVAILABLE
    }

    private final AtomicInteger writers = new AtomicInteger();
    private volatile Outage outage = Outage.NONE;
    private volatile int maxWriters = Integer.MAX_VALUE;
    private volatile Function<Exchange, Fault> interceptor = exchange -> Fault.pass();
    private volatile Function<Exchange, Fault> dice = exchange -> Fault.pass();

    Faults() {}

    /** Begins a rule that throws dice. */
    public static RandomFaults random(long seed) {
        return new RandomFaults(seed);
    }

    /** Installs dice in place of those installed before. */
    public void install(RandomFaults faults) {
        dice = faults::decide;
    }

    /** Installs a hook that is asked before the dice, in place of the one before; it may block to hold a request back. */
    public void intercept(Function<Exchange, Fault> hook) {
        interceptor = hook;
    }

    /** Answers {@code database is locked} to a write that comes while so many others are in flight. */
    public void maxWriters(int writersAtOnce) {
        maxWriters = writersAtOnce;
    }

    public void outage(Outage kind) {
        outage = kind;
    }

    /** Forgets all faults. */
    public void clear() {
        outage = Outage.NONE;
        maxWriters = Integer.MAX_VALUE;
        interceptor = exchange -> Fault.pass();
        dice = exchange -> Fault.pass();
    }

    Fault decide(Exchange exchange) {
        switch (outage) {
            case CLOSED -> {
                return Fault.reset();
            }
            case UNAVAILABLE -> {
                return Fault.status(503, "Service Unavailable");
            }
            case NONE -> {}
        }
        Fault fault = interceptor.apply(exchange);
        return fault instanceof Fault.Pass ? dice.apply(exchange) : fault;
    }

    /** Counts a writer in; false when there are too many, but it has to be counted out all the same. */
    boolean writerEnters() {
        return writers.incrementAndGet() <= maxWriters;
    }

    void writerLeaves() {
        writers.decrementAndGet();
    }
}
