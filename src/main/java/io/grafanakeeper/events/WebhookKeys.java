package io.grafanakeeper.events;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Remembers for a minute the keys that calls may be signed with, so that Key Vault is not asked for each of them. A call that none
 * of them fits makes it look again, but not twice in five seconds: anybody may call.
 */
final class WebhookKeys {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Function<String, List<String>> vault;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /**
     * Creates the memory.
     *
     * @param vault reads the values of a secret that count now
     */
    WebhookKeys(Function<String, List<String>> vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    private record Known(List<String> keys, Instant read) {
        boolean isYoungerThan(Duration age, Instant now) {
            return now.isBefore(read.plus(age));
        }

        /** The default shows the keys. */
        @Override
        public String toString() {
            return "Known[" + keys.size() + " keys, " + read + "]";
        }
    }

    /** Tells whether one of a secret's keys fits. */
    boolean fit(String secret, Predicate<String> fits) {
        Instant now = clock.instant();
        Known before = known.get(secret);
        if (before != null && before.isYoungerThan(FRESH, now)) {
            if (before.keys().stream().anyMatch(fits)) {
                return true;
            }
            if (before.isYoungerThan(PAUSE, now)) {
                return false;
            }
        }
        Known read = new Known(
                vault.apply(secret).stream()
                        .map(String::strip)
                        .filter(key -> !key.isEmpty())
                        .toList(),
                now);
        known.put(secret, read);
        return read.keys().stream().anyMatch(fits);
    }
}
