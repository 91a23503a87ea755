package io.grafanakeeper.tokens;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds one version of a Key Vault secret.
 *
 * @param id the version's id
 * @param value the secret itself
 * @param created when it was written, or null if the vault does not say
 * @param expires when it ends, or null if it never does
 */
public record SecretVersion(
        String id,
        String value,
        @Nullable Instant created,
        @Nullable Instant expires,
        Map<String, String> tags) {
    /** Keeps its own copy of the tags. */
    public SecretVersion {
        tags = Map.copyOf(tags);
    }

    @Override
    public String toString() {
        return "SecretVersion[" + id + "]";
    }
}
