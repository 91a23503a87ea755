package io.grafanakeeper.sandbox.azure;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the secrets and knows Key Vault's rules about names, sizes, versions and soft deletion. */
final class VaultStore {
    private static final int MAX_VALUE_BYTES = 25 * 1024;
    private static final int MAX_TAGS = 15;

    private final Clock clock;
    // Key Vault compares names without case and keeps the spelling of the first PUT.
    private final NavigableMap<String, Secret> live = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final NavigableMap<String, Secret> deleted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    VaultStore(Clock clock) {
        this.clock = clock;
    }

    /** A secret with its versions, oldest first; the last one is current, enabled or not. */
    record Secret(
            String name,
            List<SecretVersion> versions,
            @Nullable Instant deletedAt) {
        Secret {
            versions = List.copyOf(versions);
        }

        SecretVersion current() {
            return versions.get(versions.size() - 1);
        }

        SecretVersion version(String id) {
            return versions.stream()
                    .filter(version -> version.version().equals(id))
                    .findFirst()
                    .orElseThrow(() -> VaultError.notFound(name + "/" + id));
        }

        Secret plus(SecretVersion added) {
            return new Secret(
                    name, Stream.concat(versions.stream(), Stream.of(added)).toList(), null);
        }

        Secret replacing(SecretVersion changed) {
            return new Secret(
                    name,
                    versions.stream()
                            .map(old -> old.version().equals(changed.version()) ? changed : old)
                            .toList(),
                    null);
        }
    }

    /** What a caller may set; null means not mentioned. */
    record Change(
            @Nullable String value,
            @Nullable String contentType,
            @Nullable Boolean enabled,
            @Nullable Instant notBefore,
            @Nullable Instant expires,
            @Nullable Map<String, String> tags) {}

    synchronized Secret set(String name, Change change) {
        if (!name.matches("[0-9a-zA-Z-]{1,127}")) {
            throw VaultError.badParameter("The request URI contains an invalid name: " + name);
        }
        String value = change.value();
        if (value == null) {
            throw VaultError.badParameter("Required parameter value is missing.");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            throw VaultError.badParameter("The value of the secret is too long; the maximum is 25 KB.");
        }
        checkTags(change);
        if (deleted.containsKey(name)) {
            throw VaultError.deletedButRecoverable(name);
        }
        String version = UUID.randomUUID().toString().replace("-", "");
        SecretVersion blank = new SecretVersion(version, value, null, true, null, null, now(), now(), Map.of());
        Secret before = live.getOrDefault(name, new Secret(name, List.of(), null));
        Secret secret = before.plus(changed(blank, change));
        live.put(name, secret);
        return secret;
    }

    synchronized Secret get(String name) {
        Secret secret = live.get(name);
        if (secret == null) {
            throw VaultError.notFound(name);
        }
        return secret;
    }

    /** Changes one version and leaves what the change does not mention. */
    synchronized Secret update(String name, String version, Change change) {
        checkTags(change);
        Secret secret = get(name);
        Secret updated = secret.replacing(changed(secret.version(version), change));
        live.put(name, updated);
        return updated;
    }

    synchronized Secret delete(String name) {
        Secret secret = get(name);
        Secret gone = new Secret(secret.name(), secret.versions(), now());
        live.remove(name);
        deleted.put(name, gone);
        return gone;
    }

    synchronized Secret getDeleted(String name) {
        Secret secret = deleted.get(name);
        if (secret == null) {
            throw VaultError.notDeleted(name);
        }
        return secret;
    }

    synchronized Secret recover(String name) {
        Secret secret = getDeleted(name);
        Secret back = new Secret(secret.name(), secret.versions(), null);
        deleted.remove(name);
        live.put(name, back);
        return back;
    }

    synchronized void purge(String name) {
        getDeleted(name);
        deleted.remove(name);
    }

    synchronized List<Secret> list() {
        return List.copyOf(live.values());
    }

    synchronized List<Secret> listDeleted() {
        return List.copyOf(deleted.values());
    }

    /** Returns the versions, oldest first; none when there is no such secret. */
    synchronized List<SecretVersion> versions(String name) {
        Secret secret = live.get(name);
        return secret == null ? List.of() : secret.versions();
    }

    private SecretVersion changed(SecretVersion old, Change change) {
        return new SecretVersion(
                old.version(),
                old.value(),
                change.contentType() == null ? old.contentType() : change.contentType(),
                change.enabled() == null ? old.enabled() : change.enabled(),
                change.notBefore() == null ? old.notBefore() : change.notBefore(),
                change.expires() == null ? old.expires() : change.expires(),
                old.created(),
                now(),
                change.tags() == null ? old.tags() : change.tags());
    }

    private static void checkTags(Change change) {
        if (change.tags() != null && change.tags().size() > MAX_TAGS) {
            throw VaultError.badParameter("The number of tags must not exceed " + MAX_TAGS + ".");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
