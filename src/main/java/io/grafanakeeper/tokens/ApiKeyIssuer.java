package io.grafanakeeper.tokens;

import io.grafanakeeper.grafana.ApiKeysApi;
import io.grafanakeeper.grafana.GrafanaToken;
import io.grafanakeeper.grafana.IssuedToken;
import io.grafanakeeper.settings.Role;
import java.time.Duration;
import java.util.List;

/** Issues legacy API keys. */
final class ApiKeyIssuer implements Issuer {
    private final ApiKeysApi keys;
    private final Role role;

    ApiKeyIssuer(ApiKeysApi keys, Role role) {
        this.keys = keys;
        this.role = role;
    }

    @Override
    public String kind() {
        return "api-key";
    }

    @Override
    public List<GrafanaToken> tokens() {
        return keys.list();
    }

    @Override
    public IssuedToken create(String name, Duration lifetime) {
        return keys.create(name, role.grafanaName(), lifetime);
    }

    @Override
    public void delete(long id) {
        keys.delete(id);
    }
}
