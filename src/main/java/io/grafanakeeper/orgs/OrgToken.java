package io.grafanakeeper.orgs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.runs.Lock;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.CredentialSettings;
import io.grafanakeeper.settings.GrafanaKey;
import io.grafanakeeper.settings.RotateWith;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.tokens.Rotation;
import io.grafanakeeper.tokens.RotationOrder;
import io.grafanakeeper.tokens.SecretVersion;
import io.grafanakeeper.tokens.TokenRotation;
import io.grafanakeeper.tokens.TokenTags;
import io.grafanakeeper.tokens.TokenVault;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an organisation's token in a Key Vault secret. It is a rotation like any other: the first request finds no token in the
 * secret and makes one, the next finds that it has time, and what an interrupted one left over is deleted.
 *
 * <p>The names of the tokens come from target, organisation, secret and what is asked for, so a secret tells whose token it holds, and
 * one that holds anything else is never written.
 */
final class OrgToken {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration RENEW_BEFORE = Duration.ofDays(7);
    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final int DISTINCTION = 8;

    private final Supplier<Settings> settings;
    private final Supplier<? extends TokenVault> vault;
    private final Locks locks;
    private final Clock clock;

    OrgToken(Supplier<Settings> settings, Supplier<? extends TokenVault> vault, Locks locks, Clock clock) {
        this.settings = settings;
        this.vault = vault;
        this.locks = locks;
        this.clock = clock;
    }

    /** Refuses a secret that the configuration gives to a credential. */
    void requireFree(OrgRequest.Token token) {
        settings.get().credentials().values().stream()
                .filter(credential -> credential.secret().equalsIgnoreCase(token.secret()))
                .findFirst()
                .ifPresent(owner -> {
                    throw ProblemException.conflict(
                            "token.secret",
                            "the configuration keeps the credential " + owner.name() + " in this secret",
                            List.of("the name of another secret"));
                });
    }

    /**
     * Makes sure that the secret holds a token that works.
     *
     * @param grafana a client in the organisation
     */
    ObjectNode keep(String target, long organisation, OrgRequest.Token token, GrafanaClient grafana) {
        CredentialSettings credential = credential(target, organisation, token);
        // Two requests for one secret must not both find it empty, whatever organisations they are about.
        String lock = "secret-" + token.secret().toLowerCase(Locale.ROOT);
        Rotation rotation = locks.locked(lock, PATIENCE, held -> keep(credential, grafana, held))
                .orElseThrow(() -> new ServiceException(
                        "Blob Storage", "another request has been writing this secret all the while", true, null));
        return json(token, rotation);
    }

    private Rotation keep(CredentialSettings credential, GrafanaClient grafana, Lock lock) {
        vault.get().current(credential.secret()).ifPresent(version -> requireOurs(credential, version));
        return new TokenRotation(vault.get(), clock).rotate(new RotationOrder(credential, false, null), grafana, lock);
    }

    private static void requireOurs(CredentialSettings credential, SecretVersion version) {
        boolean ours = TokenTags.of(version.tags())
                .filter(tags -> tags.madeFor(credential.name()))
                .isPresent();
        if (!ours) {
            throw ProblemException.conflict(
                    "token.secret",
                    "this secret holds something else: it was not written for this token (its organisation, name and role) by an"
                            + " earlier request",
                    List.of("the name of another secret", "delete and purge the secret first"));
        }
    }

    private static CredentialSettings credential(String target, long organisation, OrgRequest.Token token) {
        String whose = String.join(
                "\n",
                target,
                Long.toString(organisation),
                token.secret(),
                token.role().name());
        String distinction =
                Content.hash(whose.getBytes(StandardCharsets.UTF_8)).substring(0, DISTINCTION);
        return new CredentialSettings(
                token.name() + "-" + distinction,
                target,
                new GrafanaKey.ServiceAccount(token.name(), token.role()),
                token.secret(),
                token.lifetime(),
                shorter(RENEW_BEFORE, token.lifetime().dividedBy(4)),
                shorter(OVERLAP, token.lifetime().dividedBy(4)),
                new RotateWith.TargetAuth());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static ObjectNode json(OrgRequest.Token token, Rotation rotation) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", token.name())
                .put("role", token.role().grafanaName())
                .put("kind", rotation.kind())
                .put("secret", token.secret())
                .put("state", rotation.outcome() == Rotation.Outcome.ROTATED ? "created" : "unchanged")
                .put("reason", rotation.reason());
        @Nullable SecretVersion current = rotation.current();
        if (current != null) {
            json.put("version", current.id())
                    .put(
                            "expires",
                            current.expires() == null ? null : current.expires().toString());
        }
        if (!rotation.failures().isEmpty()) {
            rotation.failures()
                    .forEach(failure -> json.withArray("failures").add(failure.title() + ": " + failure.reason()));
        }
        return json;
    }
}
