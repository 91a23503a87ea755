package io.grafanakeeper.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.grafanakeeper.grafana.GrafanaCredential;
import io.grafanakeeper.runs.ServiceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates at Grafana with an Entra token for one scope. The token is kept until five minutes before it expires; if no new
 * one can be had then, the old one serves while it lasts. Thread-safe.
 */
public final class EntraCredential implements GrafanaCredential {
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final Supplier<TokenCredential> identity;
    private final Function<String, AccessToken> fresh;
    private final String scope;
    private final Clock clock;
    private @Nullable AccessToken token;

    /**
     * Creates a credential.
     *
     * @param identity gives the identity to use; asked on first use
     * @param fresh gives a token for a scope that comes from no cache
     * @param scope the token's scope, ending in {@code /.default}
     */
    public EntraCredential(
            Supplier<TokenCredential> identity, Function<String, AccessToken> fresh, String scope, Clock clock) {
        this.identity = identity;
        this.fresh = fresh;
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
            token = AzureCalls.call("Entra", "check the app's identity", () -> fresh.apply(scope));
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
