package io.grafanakeeper.tokens;

import io.grafanakeeper.grafana.GrafanaToken;
import io.grafanakeeper.settings.CredentialSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides when a token has to be replaced. */
public final class DueDate {
    private DueDate() {}

    /** Returns why the token has to be replaced now by what the vault says, empty if it has time. */
    public static Optional<String> reason(CredentialSettings credential, Optional<SecretVersion> current, Instant now) {
        if (current.isEmpty()) {
            return Optional.of("there is no such secret yet");
        }
        SecretVersion version = current.get();
        Instant expires = version.expires();
        if (TokenTags.of(version.tags()).isEmpty()) {
            return Optional.of("the secret's current version was not written by Grafana Keeper");
        }
        if (expires == null) {
            return Optional.of("the secret's current version has no expiry");
        }
        return now.isBefore(expires.minus(credential.renewBefore()))
                ? Optional.empty()
                : Optional.of((now.isBefore(expires) ? "it expires " : "it expired ") + expires);
    }

    /** Returns why the token has to be replaced now by what Grafana says, empty if it has time. */
    static Optional<String> reason(
            CredentialSettings credential, TokenTags tags, List<GrafanaToken> tokens, Instant now) {
        Optional<GrafanaToken> token = tokens.stream().filter(tags::names).findFirst();
        if (token.isEmpty()) {
            return Optional.of("Grafana no longer has the token");
        }
        return Stream.ofNullable(token.get().expiration())
                .filter(end -> !now.isBefore(end.minus(credential.renewBefore())))
                .map(end -> "Grafana ends the token " + end)
                .findFirst();
    }
}
