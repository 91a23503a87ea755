package io.grafanakeeper.tokens;

import io.grafanakeeper.runs.ServiceException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Keeps secrets in memory; a test may spoil each call. */
public final class InMemoryVault implements TokenVault {
    private final Map<String, List<SecretVersion>> secrets = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Clock clock;
    private volatile Spoiler spoiler = Spoiler.NONE;

    /** Creates an empty vault whose versions are dated by a clock. */
    public InMemoryVault(Clock clock) {
        this.clock = clock;
    }

    /** Stands between the caller and the vault. */
    public interface Spoiler {
        /** Spoils nothing. */
        Spoiler NONE = new Spoiler() {
            @Override
            public <T> T read(Supplier<T> call) {
                return call.get();
            }

            @Override
            public Written write(Runnable call) {
                call.run();
                return Written.YES;
            }
        };

        /** Answers a read. */
        <T> T read(Supplier<T> call);

        /** Does a write, or not. */
        Written write(Runnable call);
    }

    /** Puts something between all callers and the vault. */
    public void spoil(Spoiler next) {
        spoiler = next;
    }

    /** Returns the versions of a secret, oldest first. */
    public List<SecretVersion> versions(String secret) {
        return secrets.getOrDefault(secret, List.of());
    }

    /** Adds a version past all spoilers. */
    public void put(String secret, NewSecret version) {
        secrets.compute(secret, (name, before) -> {
            List<SecretVersion> versions = new ArrayList<>(before == null ? List.of() : before);
            versions.add(new SecretVersion(
                    "v" + (versions.size() + 1), version.value(), clock.instant(), version.expires(), version.tags()));
            return List.copyOf(versions);
        });
    }

    /** Deletes a secret softly: its name stays taken. */
    public void delete(String secret) {
        if (secrets.remove(secret) != null) {
            deleted.add(secret);
        }
    }

    /** Frees the name of a deleted secret. */
    public void purge(String secret) {
        deleted.remove(secret);
    }

    /** Returns the current version past all spoilers. */
    public Optional<SecretVersion> now(String secret) {
        List<SecretVersion> versions = versions(secret);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    @Override
    public Optional<SecretVersion> current(String secret) {
        return spoiler.read(() -> now(secret));
    }

    @Override
    public List<Map<String, String>> tagsOfAllVersions(String secret) {
        return spoiler.read(
                () -> versions(secret).stream().map(SecretVersion::tags).toList());
    }

    @Override
    public void requireFree(String secret) {
        if (spoiler.read(() -> deleted.contains(secret))) {
            throw new ServiceException("Key Vault", "a deleted secret holds the name " + secret, false, null);
        }
    }

    @Override
    public Written write(String secret, NewSecret version, BooleanSupplier goOn) {
        if (!goOn.getAsBoolean()) {
            throw new ServiceException("Key Vault", "the lock was lost", true, null);
        }
        return spoiler.write(() -> put(secret, version));
    }
}
