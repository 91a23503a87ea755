package io.grafanakeeper.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.grafanakeeper.grafana.GrafanaCredential;
import io.grafanakeeper.runs.ServiceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates at Grafana with an Entra token for one scope. The token is kept until five minutes before it expires; if no new
 * one can be had then, the old one serves while it lasts. Thread-safe.
 */
public final class EntraCredential implements GrafanaCredential {
    private static final Duration EARLY = Duration.ofMinutes(5);
    /** Makes the SDK pass over its own cache: a claims challenge is never answered from it. */
    private static final String FRESH = "{\"access_token\":{\"nbf\":{\"essential\":true}}}";

    private final Supplier<TokenCredential> identity;
    private final String scope;
    private final Clock clock;
    private @Nullable AccessToken token;

    /**
     * Creates a credential.
     *
     * @param identity gives the identity to use; asked on first use
     * @param scope the token's scope, ending in {@code /.default}
     */
    public EntraCredential(Supplier<TokenCredential> identity, String scope, Clock clock) {
        this.identity = identity;
        this.scope = scope;
        this.clock = clock;
    }

    @Override
    public synchronized String authorization() {
        AccessToken current = token;
        if (current == null || !validAt(current, clock.instant().plus(EARLY))) {
            current = refreshed(current);
            token = current;
        }
        return header(current);
    }

    @Override
    public synchronized boolean renew(String refused) {
        AccessToken current = token;
        if (current == null || header(current).equals(refused)) {
            token = request(new TokenRequestContext().addScopes(scope).setClaims(FRESH));
        }
        return token != null && !header(token).equals(refused);
    }

    @Override
    public String toString() {
        return "EntraCredential[" + scope + "]";
    }

    private AccessToken refreshed(@Nullable AccessToken current) {
        try {
            return request(new TokenRequestContext().addScopes(scope));
        } catch (ServiceException e) {
            if (current != null && validAt(current, clock.instant())) {
                return current;
            }
            throw e;
        }
    }

    private AccessToken request(TokenRequestContext context) {
        return AzureCalls.call(
                "Entra", "check the app's identity", () -> identity.get().getTokenSync(context));
    }

    private static boolean validAt(AccessToken token, Instant time) {
        return token.getExpiresAt().toInstant().isAfter(time);
    }

    private static String header(AccessToken token) {
        return "Bearer " + token.getToken();
    }
}
