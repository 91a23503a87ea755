/**
 * Keeps a Grafana token valid in a Key Vault secret, so that at every instant the secret holds a token that works.
 *
 * <p>Start reading at {@link io.grafanakeeper.tokens.TokenRotation}, which lists the steps.
 */
@NullMarked
package io.grafanakeeper.tokens;

import org.jspecify.annotations.NullMarked;
