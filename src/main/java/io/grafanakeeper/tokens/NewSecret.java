package io.grafanakeeper.tokens;

import java.time.Instant;
import java.util.Map;

/**
 * Holds what is to become the next version of a Key Vault secret.
 *
 * @param value the secret itself
 * @param expires when it ends
 */
public record NewSecret(String value, Instant expires, Map<String, String> tags) {
    /** Keeps its own copy of the tags. */
    public NewSecret {
        tags = Map.copyOf(tags);
    }

    @Override
    public String toString() {
        return "NewSecret[expires " + expires + "]";
    }
}
