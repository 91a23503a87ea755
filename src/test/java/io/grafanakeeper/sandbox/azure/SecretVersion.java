package io.grafanakeeper.sandbox.azure;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of a secret as the fake vault keeps it; times are whole seconds, as in the service. */
public record SecretVersion(
        String version,
        String value,
        @Nullable String contentType,
        boolean enabled,
        @Nullable Instant notBefore,
        @Nullable Instant expires,
        Instant created,
        Instant updated,
        Map<String, String> tags) {
    public SecretVersion {
        tags = Map.copyOf(tags);
    }

    /** Hides the value. */
    @Override
    public String toString() {
        return "SecretVersion[" + version + ", enabled=" + enabled + ", expires=" + expires + ", tags=" + tags + "]";
    }
}
