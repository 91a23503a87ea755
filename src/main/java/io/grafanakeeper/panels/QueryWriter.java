package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.time.ZoneOffset;

/** Makes a panel's query ready to send. */
final class QueryWriter {
    /** Grafana asks for one point for each pixel of the panel's width; this is a wide one. */
    private static final long POINTS = 1000;

    private static final String SCRAPE_INTERVAL = "15s";
    private static final long MOST_POINTS = 1_000_000;

    private final SavedPanel panel;
    private final TimeRange window;
    private final Variables variables;
    private final BuiltIns builtIns;
    private final long points;
    private final long intervalMillis;

    QueryWriter(SavedPanel panel, TimeRange window, Variables variables, Dashboard dashboard, Source own) {
        this.panel = panel;
        this.window = window;
        this.variables = variables;
        this.builtIns = BuiltIns.ofTime(window).withDashboard(dashboard);
        this.points = points();
        this.intervalMillis = Intervals.calculate(window.millis(), points, leastInterval(own));
    }

    ObjectNode write(QueryGroups.Sent sent) {
        ObjectNode query = sent.query();
        Source source = sent.source();
        new TargetText(interpolation(source), source).replaceIn(query);
        // A server that knows the field would leave out the query's result, which an expression may need.
        query.remove("hide");
        if (source.isExpression()) {
            query.putObject("datasource")
                    .put("name", "Expression")
                    .put("type", Sources.EXPRESSION)
                    .put("uid", Sources.EXPRESSION);
            return query;
        }
        source.writeTo(query);
        query.put("intervalMs", intervalMillis);
        query.put("maxDataPoints", points);
        if (source.isPrometheus()) {
            addPrometheus(query);
        }
        return query;
    }

    /** Adds what Prometheus' page part adds; exemplars are dots above a graph, no part of its values. */
    private void addPrometheus(ObjectNode query) {
        query.put("exemplar", false);
        ZoneOffset offset = window.zone().getRules().getOffset(window.to());
        query.put("utcOffsetSec", offset.getTotalSeconds());
    }

    private Interpolation interpolation(Source source) {
        if (source.readsIntervals()) {
            return new Interpolation(variables, builtIns);
        }
        String least = source.leastInterval();
        long scrape = Intervals.millis(least.isEmpty() ? SCRAPE_INTERVAL : least);
        return new Interpolation(variables, builtIns.withInterval(intervalMillis, scrape));
    }

    /** The panel's own limit goes before the data source's; a mixed panel has no data source of its own. */
    private String leastInterval(Source own) {
        String written = new Interpolation(variables, builtIns).replace(panel.text("interval"), Formatter.FIRST);
        return written.isBlank() ? own.leastInterval() : written.strip();
    }

    private long points() {
        JsonNode written = panel.get("maxDataPoints");
        String text = LosslessJson.text(written).strip();
        if (text.matches("[1-9]\\d{0,8}(\\.\\d*)?")) {
            return Math.min(MOST_POINTS, (long) Double.parseDouble(text));
        }
        return POINTS;
    }
}
