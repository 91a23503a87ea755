package io.grafanakeeper.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes dashboards like those people make, of a set length, the same one for the same source of chance. */
final class DashboardModel {
    private static final List<String> TYPES = List.of("timeseries", "stat", "table", "gauge", "heatmap", "barchart");
    private static final List<String> UNITS = List.of("short", "bytes", "percentunit", "s", "reqps", "ops");
    private static final List<String> JOBS =
            List.of("api", "checkout", "ingress", "kubelet", "node", "postgres", "redis");
    private static final List<String> METRICS = List.of(
            "http_requests_total",
            "http_request_duration_seconds_bucket",
            "container_memory_working_set_bytes",
            "node_cpu_seconds_total",
            "pg_stat_activity_count",
            "redis_commands_processed_total");
    private static final List<String> LABELS = List.of("instance", "namespace", "pod", "service", "status", "le");
    private static final int COLUMNS = 24;

    private final RandomGenerator chance;
    private int panels;

    DashboardModel(RandomGenerator chance) {
        this.chance = chance;
    }

    /** Returns a dashboard of exactly so many bytes; at least one panel fits in a kilobyte. */
    byte[] json(String uid, String title, int bytes) {
        ObjectNode model = frame(uid, title);
        ArrayNode list = model.putArray("panels");
        int length = length(model);
        while (true) {
            ObjectNode panel = panel();
            int grown = length + length(panel) + 1;
            if (grown > bytes) {
                break;
            }
            list.add(panel);
            length = grown;
        }
        // The rest is prose, which compresses no better than people's own.
        model.put("description", prose(Math.max(0, bytes - length(model))));
        return model.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode frame(String uid, String title) {
        ObjectNode model = JsonNodeFactory.instance
                .objectNode()
                .put("uid", uid)
                .put("title", title)
                .put("description", "")
                .put("schemaVersion", 39)
                .put("editable", true)
                .put("graphTooltip", 1)
                .put("refresh", "30s")
                .put("timezone", "browser");
        model.putArray("tags").add("bench").add("generated");
        model.putObject("time").put("from", "now-6h").put("to", "now");
        return model;
    }

    private ObjectNode panel() {
        ObjectNode panel =
                JsonNodeFactory.instance.objectNode().put("id", ++panels).put("type", any(TYPES));
        panel.put("title", any(METRICS).replace('_', ' ') + " by " + any(LABELS));
        panel.set("datasource", source());
        panel.putObject("gridPos")
                .put("h", 8)
                .put("w", COLUMNS / 2)
                .put("x", panels % 2 * COLUMNS / 2)
                .put("y", panels / 2 * 8);
        ObjectNode defaults = panel.putObject("fieldConfig").putObject("defaults");
        defaults.put("unit", any(UNITS)).put("decimals", chance.nextInt(4));
        defaults.putObject("custom")
                .put("drawStyle", "line")
                .put("fillOpacity", chance.nextInt(100))
                .put("lineWidth", 1 + chance.nextInt(3));
        ArrayNode steps =
                defaults.putObject("thresholds").put("mode", "absolute").putArray("steps");
        steps.addObject().put("color", "green").putNull("value");
        steps.addObject().put("color", "red").put("value", chance.nextInt(1000) / 10.0);
        ArrayNode targets = panel.putArray("targets");
        for (char reference = 'A'; reference < 'C'; reference++) {
            ObjectNode target = targets.addObject().put("refId", String.valueOf(reference));
            target.put("expr", expression())
                    .put("legendFormat", "{{" + any(LABELS) + "}}")
                    .put("interval", "");
            target.set("datasource", source());
        }
        return panel;
    }

    private String expression() {
        return "sum by (" + any(LABELS) + ", " + any(LABELS) + ") (rate(" + any(METRICS) + "{job=\"" + any(JOBS)
                + "\", cluster=~\"$cluster\", shard!=\"" + chance.nextInt(10_000) + "\"}[$__rate_interval])) > "
                + chance.nextInt(100_000) / 1000.0;
    }

    private static ObjectNode source() {
        return JsonNodeFactory.instance.objectNode().put("type", "prometheus").put("uid", "${datasource}");
    }

    private String prose(int length) {
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            text.append(any(METRICS)).append(' ').append(any(JOBS)).append(' ');
        }
        text.setLength(length);
        return text.toString();
    }

    private String any(List<String> words) {
        return words.get(chance.nextInt(words.size()));
    }

    private static int length(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
