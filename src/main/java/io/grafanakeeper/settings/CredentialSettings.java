package io.grafanakeeper.settings;

import java.time.Duration;

/**
 * Describes a Grafana credential that is kept valid in a Key Vault secret.
 *
 * @param target the name of the target that issues it
 * @param secret the name of the Key Vault secret that users of the credential read
 * @param lifetime how long a new token lives; longer than {@code overlap} together with the longer of {@code renewBefore}
 *     and {@code overlap}, so that the previous token has had its overlap before the next is made
 * @param renewBefore how long before its expiry a token is replaced
 * @param overlap how long the previous token lives on after its replacement
 */
public record CredentialSettings(
        String name,
        String target,
        GrafanaKey key,
        String secret,
        Duration lifetime,
        Duration renewBefore,
        Duration overlap,
        RotateWith rotateWith) {}
