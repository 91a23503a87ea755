/**
 * Rotates Grafana credentials: from the timer, the request or the event, through the queue, to the secret in Key Vault.
 *
 * <p>Start reading at {@link io.grafanakeeper.rotation.RotationFunctions} for the triggers and at {@link
 * io.grafanakeeper.rotation.RotationWork} for the work; the steps themselves are {@link io.grafanakeeper.tokens.TokenRotation}.
 */
@NullMarked
package io.grafanakeeper.rotation;

import org.jspecify.annotations.NullMarked;
