package io.grafanakeeper.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.tokens.NewSecret;
import io.grafanakeeper.tokens.TokenVault.Written;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes versions of secrets, and tells a write that was refused from one whose answer was lost.
 *
 * <p>Only a 429, which says that nothing was written, is tried again here: the SDK's own retries would write a second version
 * when the answer to the first one is lost.
 */
final class SecretWriter {
    private static final int TRIES = 6;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final SecretClient client;

    SecretWriter(SecretClient client) {
        this.client = client;
    }

    /** Writes a version; see {@link io.grafanakeeper.tokens.TokenVault#write}. */
    Written write(String name, NewSecret version, BooleanSupplier goOn) {
        KeyVaultSecret secret = new KeyVaultSecret(name, version.value())
                .setProperties(new SecretProperties()
                        .setContentType("text/plain")
                        .setExpiresOn(version.expires().atOffset(ZoneOffset.UTC))
                        .setTags(new HashMap<>(version.tags())));
        RetryPolicy<Written> whenThrottled = RetryPolicy.<Written>builder()
                .handleIf(error -> error instanceof HttpResponseException refusal && AzureCalls.status(refusal) == 429)
                .withMaxAttempts(TRIES)
                .withDelayFnOn(context -> pause(context.getLastException()), HttpResponseException.class)
                .build();
        return KeyVault.call(name, () -> Failsafe.with(whenThrottled).get(() -> once(secret, goOn)));
    }

    private Written once(KeyVaultSecret secret, BooleanSupplier goOn) {
        if (!goOn.getAsBoolean()) {
            throw new ServiceException(
                    KeyVault.SERVICE, "the lock was lost before the secret could be written", true, null);
        }
        try {
            client.setSecret(secret);
            return Written.YES;
        } catch (ClientAuthenticationException e) {
            throw e;
        } catch (HttpResponseException e) {
            int status = AzureCalls.status(e);
            if (status == 409) {
                throw VaultErrors.softDeleted(e) ? softDeleted(secret.getName(), e) : busy(secret.getName(), e);
            }
            if (status >= 400 && status < 500 && status != 408) {
                throw e;
            }
            return Written.UNKNOWN;
        } catch (RuntimeException e) {
            // A lost connection, a time-out, an interruption: whatever it is, the vault may have done it.
            return Written.UNKNOWN;
        }
    }

    static ServiceException softDeleted(String name, @Nullable Throwable cause) {
        return new ServiceException(
                KeyVault.SERVICE,
                "a deleted secret that can still be recovered holds the name " + name
                        + ". Recover it with az keyvault secret recover --vault-name <vault> --name " + name
                        + ", or free the name with az keyvault secret purge and the same arguments",
                false,
                cause);
    }

    private static ServiceException busy(String name, Throwable cause) {
        return new ServiceException(
                KeyVault.SERVICE,
                "the secret " + name + " is just being deleted, recovered or restored; nothing was written",
                true,
                cause);
    }

    private static Duration pause(@Nullable Throwable throttled) {
        HttpResponse response = throttled instanceof HttpResponseException refusal ? refusal.getResponse() : null;
        String asked = response == null ? null : response.getHeaders().getValue(HttpHeaderName.RETRY_AFTER);
        try {
            Duration pause = asked == null ? PAUSE : Duration.ofSeconds(Long.parseLong(asked.strip()));
            return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        } catch (NumberFormatException aDate) {
            return PAUSE;
        }
    }
}
