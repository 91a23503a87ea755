package io.grafanakeeper.tokens;

import io.grafanakeeper.grafana.GrafanaToken;
import io.grafanakeeper.grafana.IssuedToken;
import java.time.Duration;
import java.util.List;

/** Issues the tokens of one credential: a service account's tokens, or an organisation's API keys. */
public interface Issuer {
    /** Returns what it issues: {@code service-account} or {@code api-key}. */
    String kind();

    /** Lists the tokens there are, expired ones and other people's too. */
    List<GrafanaToken> tokens();

    /** Makes a token, once. */
    IssuedToken create(String name, Duration lifetime);

    /** Deletes a token; one that is gone already is no error. */
    void delete(long id);
}
