package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks panels of small dashboards for one hour. */
final class Asked {
    static final TimeRange HOUR =
            new TimeRange(Instant.parse("2026-11-23T05:00:00Z"), Instant.parse("2026-11-23T06:00:00Z"), ZoneOffset.UTC);
    static final DataSources SOURCES = new DataSources(List.of(
            new DataSource("prom", "Prometheus", "prometheus", true, 1L, ""),
            new DataSource("prom2", "Second", "prometheus", false, 2L, "30s"),
            new DataSource("loki", "Logs", "loki", false, 3L, ""),
            new DataSource("pg", "Orders", "grafana-postgresql-datasource", false, 4L, ""),
            new DataSource("es", "Elastic", "elasticsearch", false, 5L, ""),
            new DataSource("az", "Azure", "grafana-azure-monitor-datasource", false, 6L, ""),
            new DataSource("flux", "Influx", "influxdb", false, 7L, ""),
            new DataSource("test", "Test", "testdata", false, 8L, "")));

    private final ObjectNode dashboard;
    private final Map<String, List<String>> variables = new HashMap<>();
    private TimeRange range = HOUR;
    private DataSources sources = SOURCES;

    private Asked(ObjectNode dashboard) {
        this.dashboard = dashboard;
    }

    /** Reads a dashboard written with apostrophes for quotes. */
    static Asked of(String dashboard) {
        return new Asked(json(dashboard));
    }

    /** Makes a dashboard of one panel with the id 1. */
    static Asked panel(String variables, String panel) {
        return of(
                "{'title':'D','uid':'d1','templating':{'list':[" + variables + "]},'panels':[{'id':1," + panel + "}]}");
    }

    Asked with(String name, String... values) {
        variables.put(name, List.of(values));
        return this;
    }

    Asked in(TimeRange other) {
        range = other;
        return this;
    }

    /** Asks a Grafana with other data sources; none stands for one that does not list them. */
    Asked among(DataSource... others) {
        sources = new DataSources(List.of(others));
        return this;
    }

    List<QueryRequest> requests(long panel) {
        return PanelQueries.of(dashboard, panel, variables, range, sources, Asked::library);
    }

    QueryRequest only() {
        List<QueryRequest> requests = requests(1);
        if (requests.size() != 1) {
            throw new AssertionError(requests);
        }
        return requests.get(0);
    }

    /** Returns a field of the first query as text. */
    String field(String name) {
        return LosslessJson.text(only().queries().get(0).path(name));
    }

    String refusal() {
        try {
            return "not refused: " + requests(1);
        } catch (PanelException e) {
            return Objects.toString(e.getMessage());
        }
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) LosslessJson.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable ObjectNode library(String uid) {
        String shared = "'type':'stat','datasource':{'uid':'prom'},'targets':[{'refId':'A','expr':'shared_total'}]";
        return switch (uid) {
            case "shared" -> json("{'result':{'uid':'shared','model':{" + shared + "}}}");
            case "repeated" -> json("{'result':{'uid':'repeated','model':{'repeat':'host'," + shared + "}}}");
            default -> null;
        };
    }
}
