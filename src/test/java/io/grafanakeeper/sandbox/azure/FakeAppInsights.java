package io.grafanakeeper.sandbox.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes telemetry as an Application Insights resource without local authentication does, by its real kind of host name over TLS, for
 * callers with a token of {@link FakeIdentity}, and refuses items that are none.
 *
 * <p>Protocol: <a href="https://github.com/microsoft/ApplicationInsights-Home/blob/main/EndpointSpecs/ENDPOINT-PROTOCOL.md">
 * {@code POST /v2.1/track}</a>. For people there is {@code GET /items} beside it.
 */
public final class FakeAppInsights implements AutoCloseable {
    /** The audience a caller's token must have. */
    public static final String AUDIENCE = "https://monitor.azure.com/";

    private static final String HOST = "keepersandbox.in.applicationinsights.azure.com";
    private static final String KEY = "00000000-0000-0000-0000-0000000000aa";
    private static final int LONGEST_NAME = 150;
    private static final int LONGEST_VALUE = 8192;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeIdentity identity;
    private final FaultPlan plan = new FaultPlan();
    private final List<JsonNode> items = new CopyOnWriteArrayList<>();
    private final StubServer server;

    private FakeAppInsights(FakeIdentity identity) throws IOException {
        this.identity = identity;
        this.server = StubServer.https(this::answer, plan);
    }

    /** Starts without any telemetry on a free port. */
    public static FakeAppInsights start(FakeIdentity identity) throws IOException {
        return new FakeAppInsights(identity);
    }

    /** Returns the address under which people see what has arrived. */
    public URI uri() {
        return URI.create("https://localhost:" + server.port() + "/items");
    }

    /** Returns the app settings that make an app send its telemetry here. */
    public Map<String, String> env() {
        String connection = "InstrumentationKey=" + KEY + ";IngestionEndpoint=https://" + HOST + ":" + server.port()
                + "/;LiveEndpoint=https://live.invalid/;ApplicationId=00000000-0000-0000-0000-0000000000bb";
        return Map.of(
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
                connection,
                "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
                "Authorization=AAD");
    }

    /** Returns the plan that spoils answers. */
    public FaultPlan faults() {
        return plan;
    }

    /** Returns the data of the events of a name, in the order in which they came. */
    public List<JsonNode> events(String name) {
        return data("EventData")
                .filter(data -> data.path("name").asText().equals(name))
                .toList();
    }

    /** Returns the data of the metrics of a name, in the order in which they came. */
    public List<JsonNode> metrics(String name) {
        return data("MetricData")
                .filter(data -> data.at("/metrics/0/name").asText().equals(name))
                .toList();
    }

    /** Returns everything that was taken. */
    public List<JsonNode> items() {
        return items;
    }

    @Override
    public void close() {
        server.close();
    }

    private Stream<JsonNode> data(String type) {
        return items.stream()
                .map(item -> item.path("data"))
                .filter(data -> data.path("baseType").asText().equals(type))
                .map(data -> data.path("baseData"));
    }

    private Answer answer(Call call) throws IOException {
        if (call.method().equals("GET") && call.path().equals("/items")) {
            return Answer.json(200, JSON.valueToTree(items));
        }
        if (!call.method().equals("POST") || !call.path().equals("/v2.1/track")) {
            return Answer.empty(404);
        }
        String token = call.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
        if (!identity.accepts(token, AUDIENCE)) {
            return Answer.empty(401);
        }
        if (!call.header("Content-Type").filter("application/json"::equals).isPresent()) {
            return Answer.empty(415);
        }
        return take(JSON.readTree(call.body()));
    }

    /** Answers 200 if all items are taken, 206 if some are, and 400 if none is, each with what is wrong with which. */
    private Answer take(JsonNode batch) {
        List<JsonNode> taken = new ArrayList<>();
        ArrayNode errors = JSON.createArrayNode();
        int index = 0;
        for (JsonNode item : batch) {
            String wrong = wrong(item);
            if (wrong == null) {
                taken.add(item);
            } else {
                errors.addObject().put("index", index).put("statusCode", 400).put("message", wrong);
            }
            index++;
        }
        items.addAll(taken);
        ObjectNode answer = JSON.createObjectNode().put("itemsReceived", index).put("itemsAccepted", taken.size());
        answer.set("errors", errors);
        return Answer.json(errors.isEmpty() ? 200 : taken.isEmpty() ? 400 : 206, answer);
    }

    /** Says what is wrong with an item, or returns null. */
    private static @Nullable String wrong(JsonNode item) {
        String type = item.at("/data/baseType").asText();
        JsonNode data = item.at("/data/baseData");
        if (!item.path("iKey").asText().equals(KEY)) {
            return "another iKey";
        }
        if (!item.path("name").asText().equals("Microsoft.ApplicationInsights." + type.replace("Data", ""))) {
            return "the name and baseType do not fit";
        }
        try {
            Instant.parse(item.path("time").asText());
        } catch (DateTimeParseException e) {
            return "time is none";
        }
        if (data.path("ver").asInt() != 2) {
            return "ver is not 2";
        }
        for (Map.Entry<String, JsonNode> property : data.path("properties").properties()) {
            if (property.getKey().length() > LONGEST_NAME
                    || !property.getValue().isTextual()
                    || property.getValue().textValue().length() > LONGEST_VALUE) {
                return "the property " + property.getKey() + " is no text or too long";
            }
        }
        return type.equals("EventData") ? wrongEvent(data) : wrongMetric(data);
    }

    private static @Nullable String wrongEvent(JsonNode data) {
        for (Map.Entry<String, JsonNode> measurement : data.path("measurements").properties()) {
            if (!measurement.getValue().isNumber()) {
                return "the measurement " + measurement.getKey() + " is no number";
            }
        }
        return data.path("name").asText().isEmpty() ? "the event has no name" : null;
    }

    private static @Nullable String wrongMetric(JsonNode data) {
        JsonNode metrics = data.path("metrics");
        boolean one = metrics.size() == 1
                && !metrics.path(0).path("name").asText().isEmpty()
                && metrics.path(0).path("value").isNumber();
        return one ? null : "not one metric with a name and a value";
    }
}
