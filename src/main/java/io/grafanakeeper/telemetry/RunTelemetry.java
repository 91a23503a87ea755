package io.grafanakeeper.telemetry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunLog;
import io.grafanakeeper.runs.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Makes telemetry of a run: the event {@code KeeperRun}, whose properties and measurements become the columns of {@code KeeperRuns()}
 * in {@code infra/queries}, and the metrics that tell what the alerts tell.
 *
 * <p>Format: the envelopes of <a href="https://github.com/microsoft/ApplicationInsights-Home/tree/main/EndpointSpecs/Schemas">
 * Application Insights' schemas</a>, {@code EventData} and {@code MetricData}.
 */
final class RunTelemetry {
    static final String EVENT = "KeeperRun";
    static final String BACKUPS = "keeper.backups";
    static final String MISSING_ITEMS = "keeper.backup.missing_items";
    static final String DAYS_LEFT = "keeper.credential.days_left";
    static final String GIVEN_UP = "keeper.messages.given_up";

    /** Application Insights refuses longer values of properties. */
    private static final int LONGEST_VALUE = 8192;

    private static final double DAY = Duration.ofDays(1).toMillis();
    /** The measurements that results count, and under which names. */
    private static final Map<String, String> COUNTS =
            Map.of("Items", "items", "Bytes", "bytes", "Requests", "requests", "Throttled", "throttled");

    private final Run run;
    private final String key;
    private final String app;
    private final ArrayNode items = JsonNodeFactory.instance.arrayNode();

    private RunTelemetry(Run run, String key, String app) {
        this.run = run;
        this.key = key;
        this.app = app;
    }

    /**
     * Returns the items to send.
     *
     * @param givenUp whether the queue gave the run up
     * @param key the instrumentation key
     * @param app the name of the function app, which every item bears as its role
     */
    static ArrayNode of(Run run, boolean givenUp, String key, String app) {
        RunTelemetry telemetry = new RunTelemetry(run, key, app);
        telemetry.event(givenUp);
        telemetry.metrics(givenUp);
        return telemetry.items;
    }

    private void event(boolean givenUp) {
        ObjectNode data = item("Event").put("name", EVENT);
        ObjectNode properties = dimensions(data)
                .put("RunId", run.id())
                .put("State", run.state().text())
                .put("GivenUp", Boolean.toString(givenUp));
        ObjectNode result = run.result();
        if (result != null) {
            properties.put("Result", bounded(result));
        }
        if (run.error() != null) {
            properties.put("Error", cut(run.error()));
        }
        ObjectNode measurements = data.putObject("measurements")
                .put("Attempt", run.attempt())
                .put("Seconds", RunLog.seconds(run))
                .put("Failures", run.failures().size());
        if (result != null) {
            COUNTS.forEach((column, field) -> {
                if (result.path(field).isNumber()) {
                    measurements.set(column, result.get(field));
                }
            });
        }
    }

    private void metrics(boolean givenUp) {
        boolean usable = run.state() == RunState.SUCCEEDED || run.state() == RunState.PARTIAL;
        if (run.job().equals("backup") && usable) {
            metric(BACKUPS, 1).put("State", run.state().text());
            metric(MISSING_ITEMS, run.failures().size());
        }
        ObjectNode result = run.result();
        if (result != null && result.path("expires").isTextual()) {
            Duration left = Duration.between(
                    finished(), Instant.parse(result.path("expires").textValue()));
            metric(DAYS_LEFT, left.toMillis() / DAY)
                    .put("Credential", result.path("credential").asText());
        }
        if (givenUp) {
            metric(GIVEN_UP, 1);
        }
    }

    /** Adds a metric and returns its dimensions. */
    private ObjectNode metric(String name, double value) {
        ObjectNode data = item("Metric");
        data.putArray("metrics")
                .addObject()
                .put("name", name)
                .put("value", value)
                .put("count", 1);
        return dimensions(data);
    }

    private ObjectNode dimensions(ObjectNode data) {
        return data.putObject("properties").put("Job", run.job()).put("Target", run.target());
    }

    /** Adds an item and returns its data. */
    private ObjectNode item(String type) {
        ObjectNode item = items.addObject()
                .put("ver", 1)
                .put("name", "Microsoft.ApplicationInsights." + type)
                .put("time", finished().toString())
                .put("iKey", key);
        item.putObject("tags").put("ai.cloud.role", app);
        return item.putObject("data")
                .put("baseType", type + "Data")
                .putObject("baseData")
                .put("ver", 2);
    }

    private Instant finished() {
        return Objects.requireNonNullElse(run.finished(), run.requested());
    }

    /** Returns a result as JSON; of one that is too long, what is neither a list nor an object. */
    private static String bounded(ObjectNode result) {
        String whole = result.toString();
        if (whole.length() <= LONGEST_VALUE) {
            return whole;
        }
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        result.properties().forEach(field -> {
            if (field.getValue().isValueNode() && field.getValue().asText().length() <= LONGEST_VALUE / 32) {
                part.set(field.getKey(), field.getValue());
            }
        });
        return part.toString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE);
    }
}
