/**
 * Gives files out: small ones as the answer itself, large ones behind a short-lived link.
 *
 * <p>Start reading at {@link io.grafanakeeper.downloads.Downloads}.
 */
@NullMarked
package io.grafanakeeper.downloads;

import org.jspecify.annotations.NullMarked;
