package io.grafanakeeper.tokens;

import io.grafanakeeper.grafana.ApiKeysApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.ServiceAccountsApi;
import io.grafanakeeper.settings.GrafanaKey;
import io.grafanakeeper.settings.Role;

/** Finds out what a server issues: Grafana had API keys until about 12.1 and has service accounts since 9.1. */
public final class Issuers {
    private Issuers() {}

    /**
     * Returns the issuer of a credential.
     *
     * @param wanted what the configuration asks for; a server that does not have it gives its other kind
     * @param credential the credential's name, which names the service account when the configuration asks for an API key
     * @throws GrafanaException if the server does not answer, or refuses the identity
     */
    public static Issuer of(GrafanaClient grafana, GrafanaKey wanted, String credential) {
        if (wanted instanceof GrafanaKey.ServiceAccount account) {
            try {
                return account(grafana, account.name(), account.role());
            } catch (GrafanaException.NotFound tooOld) {
                return new ApiKeyIssuer(new ApiKeysApi(grafana), account.role());
            }
        }
        ApiKeysApi keys = new ApiKeysApi(grafana);
        try {
            keys.list();
            return new KeysOrAccountIssuer(
                    new ApiKeyIssuer(keys, wanted.role()),
                    () -> account(grafana, TokenName.PREFIX + credential, wanted.role()));
        } catch (GrafanaException.NotFound | GrafanaException.Redirected tooNew) {
            return account(grafana, TokenName.PREFIX + credential, wanted.role());
        }
    }

    private static Issuer account(GrafanaClient grafana, String name, Role role) {
        ServiceAccountsApi accounts = new ServiceAccountsApi(grafana);
        return new ServiceAccountIssuer(accounts, name, role, accounts.find(name));
    }
}
