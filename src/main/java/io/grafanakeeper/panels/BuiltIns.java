package io.grafanakeeper.panels;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the values that Grafana itself defines, by name without the {@code $}.
 *
 * <p>Source: "Global variables" in Grafana's documentation. {@code $__timeFilter} and the other macros of SQL and KQL are
 * the server's. Of a user and an organisation nothing is known here: {@code $__user}, {@code $__org} stay as they are.
 */
record BuiltIns(Map<String, String> values, TimeRange range) {
    BuiltIns {
        values = Map.copyOf(values);
    }

    /** Returns the values that a window alone decides. */
    static BuiltIns ofTime(TimeRange range) {
        return new BuiltIns(
                Map.of(
                        "__from", Long.toString(range.from().toEpochMilli()),
                        "__to", Long.toString(range.to().toEpochMilli()),
                        "__timezone",
                                range.zone().normalized().equals(ZoneOffset.UTC)
                                        ? "utc"
                                        : range.zone().getId()),
                range);
    }

    BuiltIns withDashboard(Dashboard dashboard) {
        return with(Map.of(
                "__dashboard",
                dashboard.title(),
                "__dashboard.name",
                dashboard.title(),
                "__dashboard.uid",
                dashboard.uid()));
    }

    /**
     * Adds what the distance of two points decides.
     *
     * <p>Prometheus, Loki, Elasticsearch and InfluxDB read these themselves on the server, from the step that they really use;
     * Grafana's page leaves them, and so must we.
     *
     * @param scrapeMillis how often the data source measures
     */
    BuiltIns withInterval(long intervalMillis, long scrapeMillis) {
        long seconds = Math.round(range.millis() / 1000.0);
        long rate = Math.max(intervalMillis + scrapeMillis, 4 * scrapeMillis);
        return with(Map.of(
                "__interval", Intervals.text(intervalMillis),
                "__interval_ms", Long.toString(intervalMillis),
                "__rate_interval", Intervals.text(rate),
                "__range", seconds + "s",
                "__range_s", Long.toString(seconds),
                "__range_ms", Long.toString(range.millis())));
    }

    @Nullable
    String find(String name, @Nullable String field) {
        String exact = field == null ? null : values.get(name + "." + field);
        return exact == null ? values.get(name) : exact;
    }

    private BuiltIns with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(more);
        return new BuiltIns(all, range);
    }
}
