/**
 * Backs up when something happens: a signed call of a webhook, or an event of Azure about a dashboard.
 *
 * <p>Start reading at {@link io.grafanakeeper.events.EventFunctions}. Whatever happens is noted in an {@link
 * io.grafanakeeper.events.Inbox}, which asks for one backup a minute and target at most and forgets nothing.
 */
@NullMarked
package io.grafanakeeper.events;

import org.jspecify.annotations.NullMarked;
