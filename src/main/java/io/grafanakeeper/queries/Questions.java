package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.DataSourcesApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.KubernetesApi;
import io.grafanakeeper.grafana.LibraryApi;
import io.grafanakeeper.panels.DataSource;
import io.grafanakeeper.panels.DataSources;
import io.grafanakeeper.panels.PanelQueries;
import io.grafanakeeper.panels.QueryRequest;
import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.settings.QuerySource;
import io.grafanakeeper.windows.TimeRange;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what to ask Grafana for a query: what its configuration holds, or what its panel asks. */
final class Questions {
    private final GrafanaClient grafana;

    Questions(GrafanaClient grafana) {
        this.grafana = grafana;
    }

    /**
     * Returns the requests for one window.
     *
     * @throws GrafanaException if the panel's dashboard cannot be read
     * @throws io.grafanakeeper.panels.PanelException if it cannot be known what the panel asks
     */
    List<QueryRequest> of(QuerySettings query, TimeRange window) {
        if (query.source() instanceof QuerySource.Panel panel) {
            return PanelQueries.of(
                    dashboard(panel.dashboard()),
                    panel.id(),
                    panel.variables(),
                    new io.grafanakeeper.panels.TimeRange(window.from(), window.to(), query.timezone()),
                    dataSources(),
                    this::libraryPanel);
        }
        List<ObjectNode> raw = ((QuerySource.Raw) query.source()).queries();
        Set<String> all = new LinkedHashSet<>();
        raw.forEach(one -> all.add(one.path("refId").asText()));
        return List.of(new QueryRequest(raw, window.from(), window.to(), all));
    }

    private ObjectNode dashboard(String uid) {
        return new KubernetesApi(grafana)
                .findV2(uid)
                .orElseGet(() -> new DashboardsApi(grafana).read(uid).model());
    }

    /** Returns what is known of the data sources; without the list, panels that name theirs by uid still work. */
    private DataSources dataSources() {
        try {
            return new DataSources(new DataSourcesApi(grafana)
                    .list().stream().map(DataSource::read).toList());
        } catch (GrafanaException.NotFound | GrafanaException.Forbidden notOffered) {
            return new DataSources(List.of());
        }
    }

    private @Nullable ObjectNode libraryPanel(String uid) {
        try {
            return new LibraryApi(grafana).read(uid);
        } catch (GrafanaException.NotFound gone) {
            return null;
        }
    }
}
