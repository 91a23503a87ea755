package io.grafanakeeper.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.tokens.NewSecret;
import io.grafanakeeper.tokens.SecretVersion;
import io.grafanakeeper.tokens.TokenVault;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the secrets of one Key Vault, and writes those that hold the tokens we rotate. */
public final class KeyVault implements TokenVault {
    static final String SERVICE = "Key Vault";
    private static final String ADVICE =
            "assign the app's identity a role on the vault (Key Vault Secrets User to read secrets, Key Vault Secrets Officer to"
                    + " rotate credentials), check that the vault's firewall lets the app in, then wait a few minutes";

    /** The statuses that say nothing of what was asked; 0 is none at all. */
    private static final Set<Integer> AWAY = Set.of(0, 401, 408, 429, 500, 502, 503, 504);

    private final SecretClient client;
    private final Lazy<SecretWriter> writer;

    /**
     * Creates the vault over two clients of it.
     *
     * @param once gives a client that tries nothing twice and gives up within 20 seconds
     */
    KeyVault(SecretClient client, Supplier<SecretClient> once) {
        this.client = client;
        this.writer = Lazy.of(() -> new SecretWriter(once.get()));
    }

    /**
     * Reads the current value of a secret.
     *
     * @throws ServiceException if there is no such secret, it may not be read, or the vault does not answer
     */
    public String read(String name) {
        return get(name)
                .map(KeyVaultSecret::getValue)
                .orElseThrow(() -> new ServiceException(
                        SERVICE, "there is no secret named " + name + " in " + client.getVaultUrl(), false, null));
    }

    /**
     * Reads the values of a secret that count while it is being replaced: the current one, and for some time after that was written
     * the newest enabled one before it, unless it has expired.
     *
     * @param overlap for how long
     * @return the current value first; empty if there is no such secret
     * @throws ServiceException if it may not be read, or the vault does not answer
     */
    public List<String> readWhileReplaced(String name, Duration overlap, Instant now) {
        Optional<SecretVersion> current = current(name);
        List<String> values = new ArrayList<>();
        current.map(SecretVersion::value).ifPresent(values::add);
        current.filter(version -> version.created() == null
                        || now.isBefore(version.created().plus(overlap)))
                .flatMap(version -> previous(name, version.id(), now))
                .ifPresent(values::add);
        return values;
    }

    private Optional<String> previous(String name, String current, Instant now) {
        return call(name, () -> {
            try {
                return client.listPropertiesOfSecretVersions(name).stream()
                        .filter(version -> !version.getVersion().equals(current)
                                && Boolean.TRUE.equals(version.isEnabled())
                                && version.getCreatedOn() != null
                                && (version.getExpiresOn() == null
                                        || version.getExpiresOn().toInstant().isAfter(now)))
                        .max(Comparator.comparing(SecretProperties::getCreatedOn))
                        .map(version ->
                                client.getSecret(name, version.getVersion()).getValue());
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            } catch (HttpResponseException e) {
                // Whoever may read a secret need not be allowed to list its versions, and one may be disabled just now:
                // then the current one alone counts.
                if (AzureCalls.status(e) == 403) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public Optional<SecretVersion> current(String secret) {
        return get(secret).map(KeyVault::version);
    }

    @Override
    public List<Map<String, String>> tagsOfAllVersions(String secret) {
        return call(secret, () -> {
            List<Map<String, String>> all = new ArrayList<>();
            client.listPropertiesOfSecretVersions(secret).forEach(version -> all.add(tags(version)));
            return all;
        });
    }

    @Override
    public void requireFree(String secret) {
        boolean deleted = call(secret, () -> {
            try {
                client.getDeletedSecret(secret);
                return true;
            } catch (ResourceNotFoundException e) {
                return false;
            } catch (ClientAuthenticationException e) {
                throw e;
            } catch (HttpResponseException e) {
                // Whoever may write secrets need not be allowed to see deleted ones, and a vault without soft delete
                // has none; the write itself tells then.
                if (AWAY.contains(AzureCalls.status(e))) {
                    throw e;
                }
                return false;
            }
        });
        if (deleted) {
            throw SecretWriter.softDeleted(secret, null);
        }
    }

    @Override
    public Written write(String secret, NewSecret version, BooleanSupplier goOn) {
        return writer.get().write(secret, version, goOn);
    }

    private Optional<KeyVaultSecret> get(String name) {
        return call(name, () -> {
            try {
                return Optional.of(whole(client.getSecret(name)));
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            } catch (HttpResponseException e) {
                if (VaultErrors.disabled(e)) {
                    throw new ServiceException(
                            SERVICE,
                            "the current version of the secret " + name
                                    + " is disabled; enable it, or write a new version of it",
                            false,
                            e);
                }
                throw e;
            }
        });
    }

    /** Refuses what the SDK makes of an answer with nothing in it, which a gateway may give. */
    private static KeyVaultSecret whole(@Nullable KeyVaultSecret secret) {
        if (secret == null || secret.getValue() == null) {
            throw new ServiceException(SERVICE, "an answer that cannot be used", true, null);
        }
        return secret;
    }

    /** Runs a call of the SDK that is about a secret. */
    static <T> T call(String secret, Supplier<T> call) {
        return AzureCalls.call(SERVICE, "secret " + secret + ": " + ADVICE, call);
    }

    private static SecretVersion version(KeyVaultSecret secret) {
        SecretProperties properties = secret.getProperties();
        return new SecretVersion(
                properties.getVersion(),
                secret.getValue(),
                instant(properties.getCreatedOn()),
                instant(properties.getExpiresOn()),
                tags(properties));
    }

    private static Map<String, String> tags(SecretProperties properties) {
        return properties.getTags() == null ? Map.of() : Map.copyOf(properties.getTags());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
