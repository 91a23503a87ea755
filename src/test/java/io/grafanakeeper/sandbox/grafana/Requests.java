package io.grafanakeeper.sandbox.grafana;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what arrives at the fake Grafana; all methods may be called at any time from any thread. */
public final class Requests {
    private final LongAdder total = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Map<String, LongAdder> byRoute = new ConcurrentHashMap<>();
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger maxInFlight = new AtomicInteger();

    Requests() {}

    void began(String route, InetSocketAddress client) {
        total.increment();
        byRoute.computeIfAbsent(route, any -> new LongAdder()).increment();
        connections.add(client);
        maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void refusedOne() {
        refused.increment();
    }

    void reset() {
        total.reset();
        refused.reset();
        byRoute.clear();
        connections.clear();
        maxInFlight.set(inFlight.get());
    }

    /** Gives how many requests arrived, those that a fault swallowed included. */
    public long total() {
        return total.sum();
    }

    /** Gives how many requests were answered 401. */
    public long refused() {
        return refused.sum();
    }

    /** Gives the requests of one route, for instance {@code GET /api/dashboards/uid/:uid}. */
    public long count(String route) {
        LongAdder count = byRoute.get(route);
        return count == null ? 0 : count.sum();
    }

    /** Gives the requests of each route; what no route matches is under {@code <method> (unknown)}. */
    public Map<String, Long> byRoute() {
        Map<String, Long> counts = new TreeMap<>();
        byRoute.forEach((route, count) -> counts.put(route, count.sum()));
        return counts;
    }

    /** Gives how many connections brought a request, told apart by the client's address and port. */
    public int connections() {
        return connections.size();
    }

    /** Gives how many requests were in flight at once at most. */
    public int maxInFlight() {
        return maxInFlight.get();
    }
}
