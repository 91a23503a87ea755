package io.grafanakeeper.rotation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.CredentialSettings;
import io.grafanakeeper.settings.GrafanaKey;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.tokens.DueDate;
import io.grafanakeeper.tokens.SecretVersion;
import io.grafanakeeper.tokens.TokenTags;
import io.grafanakeeper.tokens.TokenVault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Describes the credentials as they stand in Key Vault, without their values. */
public final class CredentialList {
    private static final int AT_ONCE = 8;

    private final Credentials credentials;
    private final Supplier<? extends TokenVault> vault;
    private final AttemptLog attempts;
    private final Clock clock;

    /** Creates the list over the vault and the memory of attempts. */
    public CredentialList(
            Supplier<Settings> settings, Supplier<? extends TokenVault> vault, AttemptLog attempts, Clock clock) {
        this.credentials = new Credentials(settings);
        this.vault = vault;
        this.attempts = attempts;
        this.clock = clock;
    }

    /**
     * Returns the credentials in the order of the configuration.
     *
     * @throws ServiceException if Key Vault does not answer; a secret that it refuses to show is described as failing
     */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("credentials");
        Parallel.map(credentials.all(), AT_ONCE, this::describe).forEach(array::add);
        return json;
    }

    private ObjectNode describe(CredentialSettings credential) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", credential.name())
                .put("target", credential.target())
                .put("kind", credential.key() instanceof GrafanaKey.ApiKey ? "api-key" : "service-account")
                .put("secret", credential.secret());
        Optional<Attempt> last;
        Optional<SecretVersion> current;
        try {
            last = attempts.last(credential.name());
            current = vault.get().current(credential.secret());
        } catch (ServiceException refused) {
            if (refused.retryable()) {
                throw refused;
            }
            json.put("state", "failing: " + refused.getMessage());
            return json;
        }
        current.ifPresent(version -> describe(json, version));
        last.ifPresent(attempt -> json.put("lastRun", attempt.run())
                .put("lastRunFinished", attempt.finished().toString())
                .put("error", attempt.error()));
        return json.put("state", state(credential, current, last));
    }

    private void describe(ObjectNode json, SecretVersion version) {
        json.put("version", version.id())
                .put("created", text(version.created()))
                .put("expires", text(version.expires()));
        if (version.expires() != null) {
            json.put(
                    "daysLeft",
                    Math.floorDiv(
                            Duration.between(clock.instant(), version.expires()).toSeconds(),
                            Duration.ofDays(1).toSeconds()));
        }
    }

    private String state(CredentialSettings credential, Optional<SecretVersion> current, Optional<Attempt> last) {
        Instant now = clock.instant();
        if (current.map(SecretVersion::expires)
                .filter(end -> !now.isBefore(end))
                .isPresent()) {
            return "expired";
        }
        Optional<String> error = last.map(Attempt::error);
        if (error.isPresent()) {
            return "failing: " + error.get();
        }
        if (DueDate.reason(credential, current, now).isPresent()) {
            return "due";
        }
        return current.flatMap(version -> TokenTags.of(version.tags()))
                .filter(tags -> tags.overlaps(now))
                .map(tags -> "overlap until " + tags.retireAfter())
                .orElse("ok");
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
