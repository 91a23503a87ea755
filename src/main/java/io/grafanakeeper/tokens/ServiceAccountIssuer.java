package io.grafanakeeper.tokens;

import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.GrafanaToken;
import io.grafanakeeper.grafana.IssuedToken;
import io.grafanakeeper.grafana.ServiceAccountsApi;
import io.grafanakeeper.grafana.ServiceAccountsApi.Account;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Issues tokens of one service account, which is made with the first token. Not thread-safe: one rotation, one issuer. */
final class ServiceAccountIssuer implements Issuer {
    private final ServiceAccountsApi accounts;
    private final String name;
    private final Role role;
    private @Nullable Account account;

    ServiceAccountIssuer(ServiceAccountsApi accounts, String name, Role role, Optional<Account> found) {
        this.accounts = accounts;
        this.name = name;
        this.role = role;
        this.account = found.orElse(null);
    }

    @Override
    public String kind() {
        return "service-account";
    }

    @Override
    public List<GrafanaToken> tokens() {
        return account == null ? List.of() : accounts.tokens(account.id());
    }

    @Override
    public IssuedToken create(String token, Duration lifetime) {
        Account owner = account == null ? make() : account;
        account = owner;
        if (owner.disabled()) {
            throw new ServiceException(
                    "Grafana", "the service account " + name + " is disabled; enable it in Grafana", false, null);
        }
        return accounts.createToken(owner.id(), token, lifetime);
    }

    private Account make() {
        try {
            return accounts.create(name, role.grafanaName());
        } catch (GrafanaException.Rejected e) {
            throw new ServiceException(
                    "Grafana", "does not make the service account " + name + ": " + e.getMessage(), false, e);
        }
    }

    @Override
    public void delete(long id) {
        if (account != null) {
            accounts.deleteToken(account.id(), id);
        }
    }
}
