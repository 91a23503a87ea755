package io.grafanakeeper.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Holds one event, in the <a href="https://learn.microsoft.com/azure/event-grid/event-schema">Event Grid schema</a> or as a <a
 * href="https://learn.microsoft.com/azure/event-grid/cloud-event-schema">CloudEvent 1.0</a>.
 *
 * @param type what happened, such as {@code Microsoft.KeyVault.SecretNearExpiry}
 * @param subject what it happened to
 * @param data what the sender says of it
 */
public record GridEvent(String type, String subject, JsonNode data) {
    /**
     * Reads a delivery as far as it can be read: one event, or an array of them. What is not an event is told to the log and left
     * out, since delivering it again would not change it.
     */
    public static List<GridEvent> parse(String delivery, Logger log) {
        JsonNode json;
        try {
            json = LosslessJson.read(delivery.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.log(Level.WARNING, "ignored a delivery of Event Grid that is not JSON");
            return List.of();
        }
        List<GridEvent> events = new ArrayList<>();
        for (JsonNode element : json.isArray() ? json : List.of(json)) {
            event(element)
                    .ifPresentOrElse(
                            events::add,
                            () -> log.log(
                                    Level.WARNING, "ignored a part of a delivery of Event Grid that is not an event"));
        }
        return events;
    }

    private static Optional<GridEvent> event(JsonNode element) {
        String type = element.path("eventType").asText(element.path("type").asText(""));
        return type.isEmpty()
                ? Optional.empty()
                : Optional.of(new GridEvent(type, element.path("subject").asText(""), element.path("data")));
    }

    /** Tells whether this is an event of a type; Azure is not consistent about the case. */
    public boolean is(String wanted) {
        return type.equalsIgnoreCase(wanted);
    }

    /**
     * Returns a text of the data by its key, empty if there is none. Neither case nor blanks around the key matter: Azure's own
     * documentation shows a key with a blank behind it.
     */
    public Optional<String> text(String key) {
        return Optional.of(field(key))
                .filter(JsonNode::isValueNode)
                .filter(value -> !value.isNull())
                .map(value -> value.asText("").strip())
                .filter(value -> !value.isEmpty());
    }

    private JsonNode field(String key) {
        for (Map.Entry<String, JsonNode> field : data.properties()) {
            if (field.getKey().strip().equalsIgnoreCase(key)) {
                return field.getValue();
            }
        }
        return MissingNode.getInstance();
    }
}
