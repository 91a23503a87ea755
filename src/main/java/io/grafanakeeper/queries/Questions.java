package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what to ask Grafana for a query: what its configuration holds, or what its panel asks. */
final class Questions {
    private static final String EXPRESSION = "__expr__";

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
                    new io.grafanakeeper.panels.TimeRange(window.from(), last(window), query.timezone()),
                    dataSources(),
                    this::libraryPanel);
        }
        return grouped(((QuerySource.Raw) query.source()).queries()).stream()
                .map(group -> new QueryRequest(group, window.from(), last(window), refIds(group)))
                .toList();
    }

    /** Returns the last instant of a window: data sources count the end of the time they are asked for to it. */
    private static Instant last(TimeRange window) {
        return window.to().minusMillis(1);
    }

    /**
     * Puts queries of one data source together: Grafana before 9 refuses others in one request, and one that is gone fails all. Where
     * there is an expression, they stay together.
     */
    private static Collection<List<ObjectNode>> grouped(List<ObjectNode> queries) {
        if (queries.stream().anyMatch(one -> dataSource(one).equals(EXPRESSION))) {
            return List.of(queries);
        }
        Map<String, List<ObjectNode>> groups = new LinkedHashMap<>();
        for (ObjectNode one : queries) {
            groups.computeIfAbsent(dataSource(one), uid -> new ArrayList<>()).add(one);
        }
        return groups.values();
    }

    private static String dataSource(ObjectNode query) {
        JsonNode source = query.path("datasource");
        return source.isTextual() ? source.asText() : source.path("uid").asText("");
    }

    private static Set<String> refIds(List<ObjectNode> queries) {
        Set<String> all = new LinkedHashSet<>();
        queries.forEach(one -> all.add(one.path("refId").asText()));
        return all;
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
