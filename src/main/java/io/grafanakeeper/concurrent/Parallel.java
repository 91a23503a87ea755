package io.grafanakeeper.concurrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Runs the same work on many inputs with a bounded number of threads. */
public final class Parallel {
    private Parallel() {}

    /** Returns the results in the order of the inputs; the first failure is thrown and ends the rest. */
    public static <A, B> List<B> map(List<A> inputs, int threads, Function<A, B> work) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, inputs.size())));
        try {
            List<Future<B>> futures = new ArrayList<>();
            inputs.forEach(input -> futures.add(pool.submit(() -> work.apply(input))));
            List<B> results = new ArrayList<>();
            for (Future<B> future : futures) {
                results.add(get(future));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * Does the same work on many inputs ahead of a consumer that takes the results in the order of the inputs. No more than two
     * results a thread wait to be taken, so memory does not grow with the inputs.
     */
    public static <A, B> void ahead(List<A> inputs, int threads, Function<A, B> work, BiConsumer<A, B> consumer) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, inputs.size())));
        try {
            Deque<Future<B>> waiting = new ArrayDeque<>();
            int next = 0;
            for (A input : inputs) {
                while (next < inputs.size() && waiting.size() < 2 * threads) {
                    A later = inputs.get(next++);
                    waiting.addLast(pool.submit(() -> work.apply(later)));
                }
                consumer.accept(input, get(waiting.removeFirst()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Waits for a result and throws the work's own failure. */
    public static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("the work failed with an error", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
