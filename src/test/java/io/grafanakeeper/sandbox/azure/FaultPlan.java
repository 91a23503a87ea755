package io.grafanakeeper.sandbox.azure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests go wrong and how: first what {@link #next} queued, then the oldest rule that matches, else
 * nothing goes wrong. May be changed while the server runs.
 */
public final class FaultPlan {
    private final Deque<Fault> queued = new ArrayDeque<>();
    private final List<Rule> rules = new ArrayList<>();
    private int spoiled;

    /** Spoils the coming requests, one fault each, in this order. */
    public synchronized FaultPlan next(Fault... faults) {
        queued.addAll(List.of(faults));
        return this;
    }

    /** Spoils every request that matches, until {@link #clear}. */
    public FaultPlan when(Predicate<Call> which, Fault fault) {
        return times(Integer.MAX_VALUE, which, fault);
    }

    /** Spoils the first {@code times} requests that match. */
    public synchronized FaultPlan times(int times, Predicate<Call> which, Fault fault) {
        rules.add(new Rule(which, fault, times));
        return this;
    }

    /** Lets everything pass again. */
    public synchronized void clear() {
        queued.clear();
        rules.clear();
    }

    /** Returns how many requests were spoiled. */
    public synchronized int spoiled() {
        return spoiled;
    }

    synchronized Fault faultFor(Call call) {
        Fault first = queued.poll();
        if (first != null) {
            spoiled++;
            return first;
        }
        for (Rule rule : rules) {
            Fault fault = rule.take(call);
            if (fault != null) {
                spoiled++;
                return fault;
            }
        }
        return Fault.none();
    }

    private static final class Rule {
        private final Predicate<Call> which;
        private final Fault fault;
        private int left;

        Rule(Predicate<Call> which, Fault fault, int left) {
            this.which = which;
            this.fault = fault;
            this.left = left;
        }

        @Nullable
        Fault take(Call call) {
            if (left == 0 || !which.test(call)) {
                return null;
            }
            left--;
            return fault;
        }
    }
}
