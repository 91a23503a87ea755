package io.grafanakeeper.tokens;

import io.grafanakeeper.settings.CredentialSettings;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one rotation.
 *
 * @param force whether to rotate before it is time
 * @param version the id of the version that was current when this was asked, {@code ""} for none; when another one is current
 *     by now, nothing is done. Null for whatever is current
 */
public record RotationOrder(
        CredentialSettings credential,
        boolean force,
        @Nullable String version) {}
