package io.grafanakeeper.tokens;

import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.GrafanaToken;
import io.grafanakeeper.grafana.IssuedToken;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.grafana.ServerApi;
import io.grafanakeeper.runs.Lock;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.CredentialSettings;
import io.grafanakeeper.settings.RotateWith;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Replaces the token in a secret before it ends, in these steps, under the credential's lock:
 *
 * <ol>
 *   <li>read the secret's current version and its tags; if there is none, make sure that there can be one;
 *   <li>list the tokens in Grafana, and delete those of ours that no version needs: orphans of a run that died, and the previous
 *       token once its overlap is over;
 *   <li>is it due, or refused by Grafana? If not, that was all;
 *   <li>create a token;
 *   <li>read its real expiration back, since servers shorten it;
 *   <li>call Grafana with it;
 *   <li>write the secret's next version;
 *   <li>read it back;
 *   <li>tidy up as before: what two rotations within one overlap leave over is deleted.
 * </ol>
 *
 * <p>A failure before step 7 deletes the new token. When step 7 gets no answer and the secret does not hold the token when read
 * again, the token stays: the write may still be on its way, and a secret that holds a deleted token is the one thing that must
 * not happen. The next run finds the orphan. A run that dies anywhere leaves the secret with a token that works.
 */
public final class TokenRotation {
    private final TokenVault vault;
    private final Clock clock;

    /** Creates the rotation over the vault. */
    public TokenRotation(TokenVault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Rotates a credential if it is time.
     *
     * @param grafana the client of whoever does the rotating
     * @param lock the credential's; when it is lost, nothing more is done
     * @throws RuntimeException if it is time and it could not be done; the secret holds what it held
     */
    public Rotation rotate(RotationOrder order, GrafanaClient grafana, Lock lock) {
        CredentialSettings credential = order.credential();
        Optional<SecretVersion> current = vault.current(credential.secret());
        String asked = order.version();
        if (asked != null && !asked.equals(current.map(SecretVersion::id).orElse(""))) {
            return new Rotation(
                    Rotation.Outcome.NOT_CURRENT,
                    "the version to replace is no longer the current one",
                    "",
                    current.orElse(null),
                    List.of(),
                    List.of());
        }
        if (current.isEmpty()) {
            vault.requireFree(credential.secret());
        }
        Issuer issuer = Issuers.of(grafana, credential.key(), credential.name());
        TokenName names = new TokenName(credential.name());
        Tidying tidying = new Tidying(vault, issuer, names, lock, clock);
        List<GrafanaToken> tokens = tidying.tidy(credential.secret(), current);
        Optional<String> reason = reason(order, current, tokens, grafana);
        if (reason.isEmpty()) {
            return tidying.result(Rotation.Outcome.NOT_DUE, "it has time", issuer.kind(), current.orElse(null));
        }
        SecretVersion written = new Replacement(credential, issuer, grafana, lock).replace(current, names, tokens);
        tidying.tidyAfterwards(credential.secret(), written);
        return tidying.result(Rotation.Outcome.ROTATED, reason.get(), issuer.kind(), written);
    }

    private Optional<String> reason(
            RotationOrder order, Optional<SecretVersion> current, List<GrafanaToken> tokens, GrafanaClient grafana) {
        Instant now = clock.instant();
        CredentialSettings credential = order.credential();
        return DueDate.reason(credential, current, now)
                .or(() -> current.flatMap(version -> TokenTags.of(version.tags()))
                        .flatMap(tags -> DueDate.reason(credential, tags, tokens, now)))
                .or(() -> order.force() ? Optional.of("asked for") : Optional.empty())
                .or(() -> current.flatMap(version -> refused(version, grafana)));
    }

    /** Returns why the secret is worth nothing although it has time: its token was revoked, deleted or overwritten by hand. */
    private Optional<String> refused(SecretVersion version, GrafanaClient grafana) {
        try {
            new ServerApi(holding(version::value, grafana)).enter();
            return Optional.empty();
        } catch (GrafanaException.Unauthorized e) {
            return Optional.of("Grafana refuses the token that the secret holds");
        } catch (GrafanaException.Forbidden known) {
            // It may not search, and works for whatever it may do.
            return Optional.empty();
        }
    }

    /** Returns the client of whoever holds a token. */
    private GrafanaClient holding(Supplier<String> token, GrafanaClient grafana) {
        return grafana.as(SecretCredential.bearer(token, clock));
    }

    static void requireHeld(Lock lock) {
        if (!lock.held()) {
            throw new ServiceException(
                    "Blob Storage", "the lock on the credential was lost; nothing more was done", true, null);
        }
    }

    /** Makes one token and puts it into the secret. */
    private final class Replacement {
        private static final int WRITES = 3;
        private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

        private final CredentialSettings credential;
        private final Issuer issuer;
        private final GrafanaClient grafana;
        private final Lock lock;

        Replacement(CredentialSettings credential, Issuer issuer, GrafanaClient grafana, Lock lock) {
            this.credential = credential;
            this.issuer = issuer;
            this.grafana = grafana;
            this.lock = lock;
        }

        SecretVersion replace(Optional<SecretVersion> current, TokenName names, List<GrafanaToken> tokens) {
            TokenTags.requireRoom(current.map(SecretVersion::tags).orElse(Map.of()));
            requireHeld(lock);
            IssuedToken token = create(names.next(clock.instant(), tokens));
            NewSecret secret;
            try {
                Instant expires = expiration(token);
                tryOut(token);
                secret = new NewSecret(token.key(), expires, tags(current, token, names, tokens));
                requireHeld(lock);
            } catch (RuntimeException e) {
                throw discarded(token, e);
            }
            return write(secret, token);
        }

        private void tryOut(IssuedToken token) {
            GrafanaClient holder = holding(token::key, grafana);
            new ServerApi(holder).enter();
            if (credential.rotateWith() instanceof RotateWith.Self) {
                try {
                    Issuers.of(holder, credential.key(), credential.name()).tokens();
                } catch (GrafanaException.Forbidden e) {
                    throw new ServiceException(
                            "Grafana",
                            "gave a token that could not rotate itself the next time; rotateWith: self needs the role Admin",
                            false,
                            e);
                }
            }
        }

        private IssuedToken create(String name) {
            try {
                return issuer.create(name, credential.lifetime());
            } catch (GrafanaException.Rejected refused) {
                throw refused(refused);
            } catch (GrafanaException lost) {
                // Made or not: its value is lost, so nobody needs it.
                throw lost.outage() ? forgotten(name, lost) : lost;
            }
        }

        private RuntimeException refused(GrafanaException.Rejected refusal) {
            Optional<Duration> longest = new ServerApi(grafana).longestToken();
            boolean tooLong = longest.isPresent() && longest.get().compareTo(credential.lifetime()) < 0;
            String maximum = tooLong
                    ? "; the server allows at most " + longest.get() + ": lower it"
                    : "; if the server limits the life of tokens (api_key_max_seconds_to_live), lower it";
            return new ServiceException(
                    "Grafana",
                    refusal.getMessage() + "; the credential's lifetime is " + credential.lifetime() + maximum,
                    false,
                    refusal);
        }

        private GrafanaException forgotten(String name, GrafanaException cause) {
            try {
                issuer.tokens().stream()
                        .filter(token -> token.name().equals(name))
                        .forEach(token -> issuer.delete(token.id()));
            } catch (RuntimeException e) {
                // The next run deletes it as an orphan.
                cause.addSuppressed(e);
            }
            return cause;
        }

        /** Returns when the token really ends: what Grafana says, or what was asked for if it says nothing. */
        private Instant expiration(IssuedToken token) {
            Instant now = clock.instant();
            // A long list of keys may leave ours out: Grafana cuts it at 100.
            Instant end = issuer.tokens().stream()
                    .filter(listed -> listed.id() == token.id())
                    .flatMap(listed -> Stream.ofNullable(listed.expiration()))
                    .findFirst()
                    .orElse(now.plus(credential.lifetime()));
            Duration life = Duration.between(now, end);
            boolean shortened = life.compareTo(credential.lifetime().minus(skew())) < 0;
            if (shortened && life.compareTo(DueDate.ahead(credential).plus(credential.overlap())) <= 0) {
                throw new ServiceException(
                        "Grafana",
                        "lets tokens live only " + life + " (" + credential.lifetime()
                                + " was asked for), which is no longer than"
                                + " renewBefore and overlap together, or than twice overlap: lower those, or raise the server's"
                                + " limit",
                        false,
                        null);
            }
            return end;
        }

        /** Returns by how much a token that got its whole life may seem to end early: Grafana's clock is not ours. */
        private Duration skew() {
            Duration tenth = credential.lifetime().dividedBy(10);
            return tenth.compareTo(CLOCKS_APART) < 0 ? tenth : CLOCKS_APART;
        }

        private Map<String, String> tags(
                Optional<SecretVersion> current, IssuedToken token, TokenName names, List<GrafanaToken> tokens) {
            Map<String, String> others = current.map(SecretVersion::tags).orElse(Map.of());
            Optional<TokenTags> before = TokenTags.of(others);
            // The one that the current version holds; all of ours if somebody wrote a version by hand and we cannot
            // know.
            List<Long> previous = tokens.stream()
                    .filter(names::ours)
                    .filter(listed -> before.isEmpty() || before.get().names(listed))
                    .map(GrafanaToken::id)
                    .toList();
            return new TokenTags(
                            token.id(),
                            token.name(),
                            Set.copyOf(previous),
                            clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(credential.overlap()))
                    .on(others);
        }

        private SecretVersion write(NewSecret secret, IssuedToken token) {
            boolean perhaps = false;
            try {
                for (int tries = 0; tries < WRITES; tries++) {
                    requireHeld(lock);
                    TokenVault.Written written = vault.write(credential.secret(), secret, lock::held);
                    perhaps = true;
                    Optional<SecretVersion> now = vault.current(credential.secret())
                            .filter(version -> version.value().equals(secret.value()));
                    if (now.isPresent()) {
                        return now.get();
                    }
                    requireNobodyElse(written);
                }
            } catch (RuntimeException e) {
                throw perhaps ? e : discarded(token, e);
            }
            throw new ServiceException(
                    "Key Vault", "did not say whether it wrote the secret " + credential.secret(), true, null);
        }

        private void requireNobodyElse(TokenVault.Written written) {
            if (written == TokenVault.Written.YES) {
                throw new ServiceException(
                        "Key Vault",
                        "somebody else wrote the secret " + credential.secret()
                                + " at the same time; that version stays",
                        false,
                        null);
            }
        }

        private RuntimeException discarded(IssuedToken token, RuntimeException cause) {
            try {
                issuer.delete(token.id());
            } catch (RuntimeException e) {
                // The next run deletes it as an orphan.
                cause.addSuppressed(e);
            }
            return cause;
        }
    }
}
