package io.grafanakeeper.tokens;

import io.grafanakeeper.grafana.GrafanaToken;
import io.grafanakeeper.settings.CredentialSettings;
import java.time.Duration;
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
        return now.isBefore(expires.minus(ahead(credential)))
                ? Optional.empty()
                : Optional.of((now.isBefore(expires) ? "it expires " : "it expired ") + expires);
    }

    /** Returns why the token has to be replaced now by what Grafana lists, empty if it has time, or is not listed. */
    static Optional<String> reason(
            CredentialSettings credential, TokenTags tags, List<GrafanaToken> tokens, Instant now) {
        Instant soon = now.plus(ahead(credential));
        return tokens.stream()
                .filter(tags::names)
                .flatMap(token -> Stream.ofNullable(token.expiration()))
                .filter(end -> !soon.isBefore(end))
                .map(end -> "Grafana ends the token " + end)
                .findFirst();
    }

    /** Returns how long before its end a token is replaced: early enough that it lives through its overlap. */
    static Duration ahead(CredentialSettings credential) {
        return credential.renewBefore().compareTo(credential.overlap()) < 0
                ? credential.overlap()
                : credential.renewBefore();
    }
}
