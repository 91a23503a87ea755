package io.grafanakeeper.events;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a call is signed with: the HMAC-SHA256, in lower-case hex, of the body, or of {@code <unixSeconds>:<body>} as in <a
 * href="https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/">Grafana's
 * webhooks</a>.
 *
 * @param hex what the header holds
 * @param time the signed time as its header spells it, or null if the body alone is signed
 */
record Signature(String hex, @Nullable String time) {
    private static final String ALGORITHM = "HmacSHA256";

    /** Tells whether this is the signature of a body by a key; the time it takes does not depend on where they differ. */
    boolean fits(String key, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            if (time != null) {
                mac.update((time + ":").getBytes(StandardCharsets.UTF_8));
            }
            String expected = HexFormat.of().formatHex(mac.doFinal(body));
            return MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.US_ASCII), hex.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
