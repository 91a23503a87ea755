package io.grafanakeeper.panels;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Compares the ids of data source plugins as Grafana does: some have an old name too, and the clouds' own Prometheus is Prometheus.
 *
 * <p>Source: {@code packages/grafana-data/src/utils/matchPluginId.ts}, and {@code aliasIDs} in the {@code plugin.json} of core
 * plugins, both of {@code grafana/grafana}.
 */
final class PluginIds {
    private static final Pattern PROMETHEUS = Pattern.compile("prometheus|grafana-[0-9a-z]+prometheus-datasource");
    private static final Map<String, String> RENAMED = Map.of(
            "phlare", "grafana-pyroscope-datasource",
            "postgres", "grafana-postgresql-datasource",
            "testdata", "grafana-testdata-datasource");

    private PluginIds() {}

    /** Tells whether a data source of one type will do where another type is wanted. */
    static boolean matches(String type, String wanted) {
        return common(type).equals(common(wanted));
    }

    static boolean isPrometheus(String type) {
        return PROMETHEUS.matcher(type).matches();
    }

    private static String common(String type) {
        return isPrometheus(type) ? "prometheus" : RENAMED.getOrDefault(type, type);
    }
}
