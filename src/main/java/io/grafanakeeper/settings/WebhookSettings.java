package io.grafanakeeper.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how calls to a target's webhook are signed.
 *
 * @param secret the name of the Key Vault secret that holds the HMAC key
 * @param signatureHeader the header that carries the signature
 * @param timestampHeader the header that carries the signed time, null when the body alone is signed
 */
public record WebhookSettings(
        String target,
        String secret,
        String signatureHeader,
        @Nullable String timestampHeader) {
    static final String DEFAULT_SIGNATURE_HEADER = "X-Grafana-Alerting-Signature";
    private static final String OTHER_SIGNATURE_HEADER = "X-Grafana-Alert-Signature";

    /** Returns the headers that may carry the signature: Grafana has used two names, and either will do by default. */
    public List<String> signatureHeaders() {
        return signatureHeader.equalsIgnoreCase(DEFAULT_SIGNATURE_HEADER)
                ? List.of(signatureHeader, OTHER_SIGNATURE_HEADER)
                : List.of(signatureHeader);
    }
}
