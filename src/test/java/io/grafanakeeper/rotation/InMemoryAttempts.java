package io.grafanakeeper.rotation;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers attempts as long as the test runs. */
final class InMemoryAttempts implements AttemptLog {
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

    @Override
    public Optional<Attempt> last(String credential) {
        return Optional.ofNullable(attempts.get(credential));
    }

    @Override
    public void record(String credential, Attempt attempt) {
        attempts.put(credential, attempt);
    }
}
