/** Calls the webhooks over HTTP, signed well and badly, and counts the backups that come of it. */
@NullMarked
package io.grafanakeeper.events;

import org.jspecify.annotations.NullMarked;
