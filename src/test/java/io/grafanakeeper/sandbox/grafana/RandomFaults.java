package io.grafanakeeper.sandbox.grafana;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Throws dice for each request it is meant for; the same seed throws the same faults in the same order. */
public final class RandomFaults {
    private record Chance(double probability, Fault fault) {}

    private final SplittableRandom random;
    private final List<Chance> chances = new ArrayList<>();
    private Predicate<Exchange> meant = exchange -> true;

    RandomFaults(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Answers 429, with {@code Retry-After} in seconds when a duration is given. */
    public RandomFaults tooMany(double probability, @Nullable Duration retryAfter) {
        Map<String, String> headers =
                retryAfter == null ? Map.of() : Map.of("Retry-After", Long.toString(retryAfter.toSeconds()));
        String body = new Fields().add("message", "Too many requests").toString();
        return with(probability, Fault.status(429, body, headers));
    }

    public RandomFaults reset(double probability) {
        return with(probability, Fault.reset());
    }

    public RandomFaults appliedThenReset(double probability) {
        return with(probability, Fault.appliedThenReset());
    }

    public RandomFaults cutBody(double probability) {
        return with(probability, Fault.cutBody());
    }

    public RandomFaults html(double probability) {
        return with(probability, Fault.html());
    }

    public RandomFaults databaseLocked(double probability) {
        return with(probability, Fault.databaseLocked());
    }

    /** Adds any fault; the probabilities of all add up to one at most. */
    public RandomFaults with(double probability, Fault fault) {
        chances.add(new Chance(probability, fault));
        return this;
    }

    public RandomFaults readsOnly() {
        return when(Exchange::isRead);
    }

    public RandomFaults writesOnly() {
        return when(exchange -> !exchange.isRead());
    }

    public RandomFaults under(String pathPrefix) {
        return when(exchange -> exchange.path().startsWith(pathPrefix));
    }

    /** Limits the faults to some requests; every limit counts. */
    public RandomFaults when(Predicate<Exchange> wanted) {
        meant = meant.and(wanted);
        return this;
    }

    synchronized Fault decide(Exchange exchange) {
        if (!meant.test(exchange)) {
            return Fault.pass();
        }
        double left = random.nextDouble();
        for (Chance chance : chances) {
            left -= chance.probability();
            if (left < 0) {
                return chance.fault();
            }
        }
        return Fault.pass();
    }
}
