package io.grafanakeeper.grafana;

/** Authenticates requests to one Grafana. Implementations are thread-safe and never show their secret. */
public interface GrafanaCredential {
    /**
     * Returns the value of the {@code Authorization} header to send now.
     *
     * @throws RuntimeException if the place that keeps the credential (Entra, Key Vault) does not give it
     */
    String authorization();

    /**
     * Tries to get another credential after Grafana answered 401.
     *
     * @param refused the header value that Grafana refused
     * @return true if {@link #authorization()} now gives another value, so that one more try makes sense
     */
    boolean renew(String refused);
}
