package io.grafanakeeper.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Plays a scene again and again until its actors have taken their steps in every possible order.
 *
 * <p>An actor is ordinary code that calls {@link Turns#step} before each of its steps, from whatever thread; one actor takes one
 * step at a time. All actors stand still while one goes on to its next step, so a scene plays the same for the same order.
 */
public final class Interleavings {
    private Interleavings() {}

    /** Holds what is played once: build it anew for each play. */
    public interface Scene {
        /** Returns the actors by name. */
        Map<String, Actor> actors();

        /** Checks what must always be true; called while all actors stand still. */
        void check();
    }

    /** Plays a part. */
    public interface Actor {
        /** Takes all its steps. */
        void play(Turns turns);
    }

    /** Gives one actor its turns. */
    public interface Turns {
        /** Waits until it is this actor's turn; it gets none while the step is not possible. */
        void step(String name, BooleanSupplier possible);
    }

    /** Plays all orders and returns their number; a failure tells the order that led to it. */
    public static int playAll(Supplier<Scene> scenes) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            int plays = 0;
            List<Choice> order = new ArrayList<>();
            do {
                order = new Play(scenes.get(), order).run(threads);
                plays++;
            } while (next(order));
            return plays;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Turns an order into the next one in depth-first sequence; false after the last. */
    private static boolean next(List<Choice> order) {
        while (!order.isEmpty()) {
            Choice last = order.remove(order.size() - 1);
            if (last.taken() + 1 < last.options()) {
                order.add(new Choice(last.taken() + 1, last.options()));
                return true;
            }
        }
        return false;
    }

    private record Choice(int taken, int options) {}

    /** One play, which follows a given order as far as it goes and then takes the first possible step each time. */
    private static final class Play {
        private final Scene scene;
        private final List<Choice> given;
        private final List<Choice> taken = new ArrayList<>();
        private final List<String> story = new ArrayList<>();
        private final Map<String, Waiting> waiting = new TreeMap<>();
        private int going;

        private record Waiting(String step, BooleanSupplier possible) {}

        Play(Scene scene, List<Choice> given) {
            this.scene = scene;
            this.given = given;
        }

        List<Choice> run(ExecutorService threads) {
            Map<String, Actor> actors = scene.actors();
            going = actors.size();
            List<Future<?>> futures = new ArrayList<>();
            actors.forEach((name, actor) -> futures.add(threads.submit(() -> play(name, actor))));
            try {
                direct();
                futures.forEach(Parallel::get);
                return taken;
            } catch (RuntimeException | AssertionError e) {
                futures.forEach(future -> future.cancel(true));
                throw new AssertionError("after " + story + ": " + e.getMessage(), e);
            }
        }

        private void play(String name, Actor actor) {
            try {
                actor.play((step, possible) -> await(name, new Waiting(step, possible)));
            } finally {
                standStill();
            }
        }

        private synchronized void standStill() {
            going--;
            notifyAll();
        }

        private synchronized void await(String name, Waiting step) {
            waiting.put(name, step);
            standStill();
            standUntil(() -> !waiting.containsKey(name));
        }

        private synchronized void direct() {
            while (true) {
                standUntil(() -> going == 0);
                scene.check();
                if (waiting.isEmpty()) {
                    return;
                }
                List<String> possible = waiting.entrySet().stream()
                        .filter(entry -> entry.getValue().possible().getAsBoolean())
                        .map(Map.Entry::getKey)
                        .toList();
                letGo(possible);
            }
        }

        private void letGo(List<String> possible) {
            if (possible.isEmpty()) {
                throw new IllegalStateException("nobody can go on: " + waiting);
            }
            int choice = taken.size() < given.size() ? given.get(taken.size()).taken() : 0;
            taken.add(new Choice(choice, possible.size()));
            String name = possible.get(choice);
            Waiting step = waiting.remove(name);
            story.add(name + " " + (step == null ? "" : step.step()));
            going++;
            notifyAll();
        }

        private synchronized void standUntil(BooleanSupplier moment) {
            try {
                while (!moment.getAsBoolean()) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
