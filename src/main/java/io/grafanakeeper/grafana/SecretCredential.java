package io.grafanakeeper.grafana;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates with a secret that somebody else keeps and may rotate. The secret is read again after five minutes, and at once
 * when Grafana refused it. Thread-safe.
 */
public final class SecretCredential implements GrafanaCredential {
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Supplier<String> secret;
    private final UnaryOperator<String> scheme;
    private final Clock clock;
    private @Nullable String header;
    private Instant read = Instant.EPOCH;

    private SecretCredential(Supplier<String> secret, UnaryOperator<String> scheme, Clock clock) {
        this.secret = secret;
        this.scheme = scheme;
        this.clock = clock;
    }

    /** Returns a credential that sends a service-account token or API key as bearer. */
    public static SecretCredential bearer(Supplier<String> token, Clock clock) {
        return new SecretCredential(token, value -> "Bearer " + value, clock);
    }

    /** Returns a credential that sends a user and a password; the user {@code api_key} takes a legacy key as its password. */
    public static SecretCredential basic(String user, Supplier<String> password, Clock clock) {
        return new SecretCredential(
                password,
                value -> "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + value).getBytes(StandardCharsets.UTF_8)),
                clock);
    }

    @Override
    public synchronized String authorization() {
        String current = header;
        if (current == null || read.plus(KEPT).isBefore(clock.instant())) {
            current = readAgain();
        }
        return current;
    }

    @Override
    public synchronized boolean renew(String refused) {
        String current = header;
        return !refused.equals(refused.equals(current) ? readAgain() : current);
    }

    @Override
    public String toString() {
        return "SecretCredential";
    }

    private String readAgain() {
        String current = scheme.apply(secret.get().strip());
        header = current;
        read = clock.instant();
        return current;
    }
}
