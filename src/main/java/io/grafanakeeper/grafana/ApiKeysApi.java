package io.grafanakeeper.grafana;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists, makes and deletes legacy API keys through {@code /api/auth/keys}, which Grafana had until about 12.1. */
public final class ApiKeysApi {
    private static final String ROUTE = "/api/auth/keys";

    private final GrafanaClient client;

    /** Creates the API of a client's Grafana. */
    public ApiKeysApi(GrafanaClient client) {
        this.client = client;
    }

    /**
     * Lists the keys of the organisation, expired ones too. Grafana gives the first hundred by name of either list, so in an organisation
     * with more some are missing.
     *
     * @throws GrafanaException.NotFound or {@link GrafanaException.Redirected} if this server has service accounts instead
     */
    public List<GrafanaToken> list() {
        Map<Long, GrafanaToken> keys = new LinkedHashMap<>();
        for (String route : List.of(ROUTE, ROUTE + "?includeExpired=true")) {
            client.send(Request.get(route), Tokens::list).forEach(key -> keys.put(key.id(), key));
        }
        return List.copyOf(keys.values());
    }

    /**
     * Makes a key. Never sent twice: if the answer is lost, nobody knows the key's value.
     *
     * @param role a basic role as Grafana spells it
     */
    public IssuedToken create(String name, String role, Duration lifetime) {
        return client.send(
                Request.once("POST", ROUTE, Tokens.wanted(name, lifetime).put("role", role)), Tokens::issued);
    }

    /** Deletes a key. Grafana answers 200 even for a key that it does not delete: list again to be sure. */
    public void delete(long id) {
        client.send(Request.delete(ROUTE + "/" + id), Answer::status);
    }
}
