package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names the data source that a query goes to.
 *
 * @param type the plugin's id; empty if unknown
 * @param known what Grafana says of it; null if it was not among the known ones
 */
record Source(String uid, String type, @Nullable DataSource known) {
    private static final Set<String> LIKE_PROMETHEUS =
            Set.of("victoriametrics-datasource", "victoriametrics-metrics-datasource");
    private static final Set<String> SQL =
            Set.of("mysql", "postgres", "grafana-postgresql-datasource", "mssql", "grafana-mysql-datasource");
    private static final Set<String> OWN_INTERVALS = Set.of("loki", "elasticsearch", "influxdb");

    boolean isMixed() {
        return uid.equals(Sources.MIXED);
    }

    boolean isDashboard() {
        return uid.equals(Sources.DASHBOARD);
    }

    boolean isExpression() {
        return type.equals(Sources.EXPRESSION);
    }

    boolean isPrometheus() {
        return PluginIds.isPrometheus(type) || LIKE_PROMETHEUS.contains(type);
    }

    /** Tells whether the plugin's server part replaces {@code $__interval} and its like, so that Grafana's page does not. */
    boolean readsIntervals() {
        return isPrometheus() || OWN_INTERVALS.contains(type);
    }

    /** Returns the shortest interval that Grafana asks of it, as {@code 15s}; empty if any. */
    String leastInterval() {
        if (known != null && !known.timeInterval().isBlank()) {
            return known.timeInterval();
        }
        if (isPrometheus()) {
            return "15s";
        }
        return SQL.contains(type) ? "1m" : "";
    }

    void writeTo(ObjectNode query) {
        ObjectNode reference = query.putObject("datasource");
        if (!type.isEmpty()) {
            reference.put("type", type);
        }
        reference.put("uid", uid);
        if (known != null && known.id() != null) {
            query.put("datasourceId", known.id());
        }
    }
}
