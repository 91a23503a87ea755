/**
 * Tells people: posts a short message to a chat's webhook.
 *
 * <p>Start reading at {@link io.grafanakeeper.notices.Notifier}. The address of such a webhook is a secret, since whoever knows it can
 * post: it is read from Key Vault and never stands in a log, an error or a {@code toString}.
 */
@NullMarked
package io.grafanakeeper.notices;

import org.jspecify.annotations.NullMarked;
