/**
 * Turns a panel of a dashboard into the queries that Grafana's own page would send for it: trees in, trees out.
 *
 * <p>Start reading at {@link io.grafanakeeper.panels.PanelQueries}. {@code PanelFinder} finds the panel, {@code Variables}
 * gives each variable its value, {@code Interpolation} puts the values into the queries, {@code QueryGroups} says which
 * queries go together.
 */
@NullMarked
package io.grafanakeeper.panels;

import org.jspecify.annotations.NullMarked;
