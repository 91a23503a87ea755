package io.grafanakeeper.tokens;

import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.GrafanaToken;
import io.grafanakeeper.runs.Failure;
import io.grafanakeeper.runs.Lock;
import io.grafanakeeper.runs.ServiceException;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Deletes the tokens of ours that nobody needs, and remembers what became of that. Tokens of other names are never touched. */
final class Tidying {
    private final TokenVault vault;
    private final Issuer issuer;
    private final TokenName names;
    private final Lock lock;
    private final Clock clock;
    private final Set<String> deleted = new TreeSet<>();
    private final Map<String, Failure> failures = new LinkedHashMap<>();

    Tidying(TokenVault vault, Issuer issuer, TokenName names, Lock lock, Clock clock) {
        this.vault = vault;
        this.issuer = issuer;
        this.names = names;
        this.lock = lock;
        this.clock = clock;
    }

    /** Deletes what no version of the secret needs, and returns the tokens that are left. */
    List<GrafanaToken> tidy(String secret, Optional<SecretVersion> current) {
        List<GrafanaToken> before = issuer.tokens();
        Set<Long> needed = needed(secret, current, before);
        List<GrafanaToken> unneeded = before.stream()
                .filter(names::ours)
                .filter(token -> !needed.contains(token.id()))
                .toList();
        if (unneeded.isEmpty()) {
            return before;
        }
        unneeded.forEach(this::delete);
        // Grafana answers 200 to the deletion of a key that it does not delete: only the list proves it.
        List<GrafanaToken> after = issuer.tokens();
        unneeded.forEach(token -> check(token, after));
        return after;
    }

    /** Deletes as before, once the rotation is done: what fails then is told, and does not undo it. */
    void tidyAfterwards(String secret, SecretVersion written) {
        try {
            tidy(secret, Optional.of(written));
        } catch (GrafanaException | ServiceException e) {
            failures.put("", new Failure("token", "", "", "could not tidy up: " + e.getMessage()));
        }
    }

    Rotation result(Rotation.Outcome outcome, String reason, String kind, @Nullable SecretVersion current) {
        return new Rotation(outcome, reason, kind, current, List.copyOf(deleted), List.copyOf(failures.values()));
    }

    private Set<Long> needed(String secret, Optional<SecretVersion> current, List<GrafanaToken> tokens) {
        if (current.isEmpty()) {
            // Perhaps the secret was renamed, and somebody lives on the old one: the latest stays through an overlap.
            return names.latest(tokens).map(token -> Set.of(token.id())).orElse(Set.of());
        }
        Set<Long> needed = new HashSet<>();
        Optional<TokenTags> tags = TokenTags.of(current.get().tags());
        if (tags.isPresent()) {
            tokens.stream().filter(tags.get()::names).map(GrafanaToken::id).forEach(needed::add);
            if (tags.get().overlaps(clock.instant())) {
                needed.addAll(tags.get().previous());
            }
            return needed;
        }
        // Somebody wrote this version by hand, perhaps with the value of an older one: none that any version names is
        // safe.
        List<TokenTags> all = vault.tagsOfAllVersions(secret).stream()
                .flatMap(version -> TokenTags.of(version).stream())
                .toList();
        tokens.stream()
                .filter(token -> all.stream().anyMatch(version -> version.names(token)))
                .map(GrafanaToken::id)
                .forEach(needed::add);
        return needed;
    }

    private void delete(GrafanaToken token) {
        TokenRotation.requireHeld(lock);
        try {
            issuer.delete(token.id());
        } catch (GrafanaException e) {
            failed(token, String.valueOf(e.getMessage()));
        }
    }

    private void check(GrafanaToken token, List<GrafanaToken> after) {
        if (after.stream().noneMatch(left -> left.id() == token.id())) {
            deleted.add(token.name());
            failures.remove(token.name());
        } else if (!failures.containsKey(token.name())) {
            failed(token, "Grafana says that it deleted the token and still lists it");
        }
    }

    private void failed(GrafanaToken token, String reason) {
        failures.put(token.name(), new Failure("token", Long.toString(token.id()), token.name(), reason));
    }
}
