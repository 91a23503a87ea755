/**
 * Lists and reads what a Grafana holds now, in the form in which the archive keeps it.
 *
 * <p>Start reading at {@link io.grafanakeeper.inventory.GrafanaSource}, or {@link
 * io.grafanakeeper.inventory.MonitorSource} for Azure Monitor; {@link io.grafanakeeper.inventory.Draft} is what comes of
 * an item. Backup, comparison and restore all stand on this.
 */
@NullMarked
package io.grafanakeeper.inventory;

import org.jspecify.annotations.NullMarked;
