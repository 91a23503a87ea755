package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Turns a panel into the requests that Grafana's own page would send to {@code POST /api/ds/query} for it.
 *
 * <p>Grafana's server knows no variables: its page finds the panel, gives each variable its value, writes the values into the
 * queries and works out the distance of two points. This does the same from the saved dashboard alone, and refuses what would
 * need the page (a variable whose values come from a query and are not saved, ad hoc filters) rather than ask something else.
 */
public final class PanelQueries {
    private PanelQueries() {}

    /**
     * Returns the requests of a panel, one or more.
     *
     * @param dashboard a classic or schema v2 dashboard, bare or as Grafana's APIs answer it; not changed
     * @param panelId the number in {@code ?viewPanel=4}
     * @param variables values by the variables' names, which go before those that the dashboard saved; {@code $__all} for all
     * @param range the window that is asked for
     * @param dataSources the data sources there are; one that is not among them must be named by its uid
     * @param libraryPanels is asked only if the panel is one that dashboards share
     * @throws PanelException if there is no such panel, it has no queries, or what it asks cannot be known
     */
    public static List<QueryRequest> of(
            ObjectNode dashboard,
            long panelId,
            Map<String, List<String>> variables,
            TimeRange range,
            DataSources dataSources,
            LibraryPanels libraryPanels) {
        Dashboard whole = Dashboard.of(dashboard);
        PanelFinder finder = new PanelFinder(whole, libraryPanels);
        return new PanelRequests(whole, finder, variables, range, dataSources).of(panelId);
    }
}
