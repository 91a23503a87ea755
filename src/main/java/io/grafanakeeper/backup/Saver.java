package io.grafanakeeper.backup;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.Pending;
import io.grafanakeeper.runs.SupersededException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/**
 * Reads the listed items side by side and stores what the store does not have yet. Memory is bounded by what is in flight.
 *
 * <p>An item that cannot be read is a failure by name. A refused credential, a storage that does not store, or a Grafana that
 * answers nothing any more ends the whole run: going on would only make a long list of the same failure. Since items that are broken
 * may be neighbours, Grafana is asked for something else before that.
 */
final class Saver {
    private static final long TICK_MILLIS = 1000;

    private final BackupStore store;
    private final String target;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final int concurrency;
    private final BooleanSupplier answers;
    private final Collector collector = new Collector();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger outagesInARow = new AtomicInteger();
    private volatile boolean stopped;

    /**
     * Creates a saver.
     *
     * @param known hashes that the store has for certain
     * @param answers asks whether Grafana answers anything at all
     */
    Saver(BackupStore store, String target, Set<String> known, int concurrency, BooleanSupplier answers) {
        this.store = store;
        this.target = target;
        this.known.addAll(known);
        this.concurrency = concurrency;
        this.answers = answers;
    }

    /**
     * Saves all items.
     *
     * @param goOn told about once a second how many items are dealt with; false ends the run early
     * @throws RuntimeException whatever ended the run as a whole
     */
    Collector save(List<Pending> items, LongPredicate goOn) {
        ExecutorService pool = Executors.newFixedThreadPool(concurrency);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < concurrency; i++) {
                workers.add(pool.submit(() -> work(items)));
            }
            pool.shutdown();
            while (!pool.awaitTermination(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (!goOn.test(collector.dealtWith())) {
                    throw new SupersededException();
                }
            }
            workers.forEach(Parallel::get);
            return collector;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            stopped = true;
            pool.shutdownNow();
        }
    }

    private void work(List<Pending> items) {
        try {
            for (int i = next.getAndIncrement(); i < items.size() && !stopped; i = next.getAndIncrement()) {
                save(items.get(i));
            }
        } catch (RuntimeException e) {
            stopped = true;
            throw e;
        }
    }

    private void save(Pending item) {
        try {
            Draft draft = item.read().get();
            outagesInARow.set(0);
            Content content = Content.of(draft.content());
            // Known only once it is stored: another item of the same content must not count on a write that fails.
            boolean isNew = !known.contains(content.sha256()) && put(content);
            known.add(content.sha256());
            collector.saved(draft, content, isNew);
        } catch (GrafanaException.Unauthorized e) {
            throw e;
        } catch (GrafanaException e) {
            collector.failed(item, e);
            if (e.outage() && outagesInARow.incrementAndGet() >= 2 * concurrency && isAway()) {
                throw e;
            }
        } catch (CorruptObjectException e) {
            collector.failed(item, e);
        }
    }

    private synchronized boolean isAway() {
        // Whoever waited here for another's question need not ask it again.
        if (outagesInARow.get() >= 2 * concurrency && !answers.getAsBoolean()) {
            return true;
        }
        outagesInARow.set(0);
        return false;
    }

    private boolean put(Content content) {
        boolean isNew = store.putObject(target, content);
        if (!isNew) {
            collector.borrowed(content.sha256());
        }
        return isNew;
    }
}
