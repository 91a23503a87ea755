package io.grafanakeeper.tokens;

import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.GrafanaToken;
import io.grafanakeeper.grafana.IssuedToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Issues API keys as long as the server makes them, and tokens of a service account once it does not: from 11.3 to about 12.0 Grafana
 * still lists its keys and makes no new ones. Keys and tokens have numbers of one sequence. Not thread-safe.
 */
final class KeysOrAccountIssuer implements Issuer {
    private final Issuer keys;
    private final Lazy<Issuer> account;
    private boolean moved;

    KeysOrAccountIssuer(Issuer keys, Supplier<Issuer> account) {
        this.keys = keys;
        this.account = Lazy.of(account);
    }

    @Override
    public String kind() {
        return moved ? account.get().kind() : keys.kind();
    }

    @Override
    public List<GrafanaToken> tokens() {
        List<GrafanaToken> all = new ArrayList<>(keys.tokens());
        all.addAll(accountTokens());
        return all;
    }

    @Override
    public IssuedToken create(String name, Duration lifetime) {
        if (!moved) {
            try {
                return keys.create(name, lifetime);
            } catch (GrafanaException.NotFound | GrafanaException.Redirected gone) {
                moved = true;
            }
        }
        return account.get().create(name, lifetime);
    }

    @Override
    public void delete(long id) {
        boolean ofAccount = accountTokens().stream().anyMatch(token -> token.id() == id);
        (ofAccount ? account.get() : keys).delete(id);
    }

    private List<GrafanaToken> accountTokens() {
        try {
            List<GrafanaToken> tokens = account.get().tokens();
            moved |= !tokens.isEmpty();
            return tokens;
        } catch (GrafanaException.NotFound | GrafanaException.Forbidden noAccounts) {
            return List.of();
        }
    }
}
