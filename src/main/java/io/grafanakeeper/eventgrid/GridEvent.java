package io.grafanakeeper.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * @param id the event's id, the same for each delivery
 * @param type what happened, such as {@code Microsoft.KeyVault.SecretNearExpiry}
 * @param subject what it happened to
 * @param data what the sender says of it
 */
public record GridEvent(String id, String type, String subject, JsonNode data) {
    /**
     * Reads a delivery: one event, or an array of them.
     *
     * @throws IOException if it is not JSON, or not an event
     */
    private static List<GridEvent> parse(String text) throws IOException {
        JsonNode json = LosslessJson.read(text.getBytes(StandardCharsets.UTF_8));
        List<GridEvent> events = new ArrayList<>();
        for (JsonNode element : json.isArray() ? json : List.of(json)) {
            events.add(event(element));
        }
        return events;
    }

    /**
     * Reads a delivery as far as it can be read. One that is not an event is told to the log and left out, since delivering it again
     * would not change it.
     */
    public static List<GridEvent> parse(String delivery, Logger log) {
        try {
            return parse(delivery);
        } catch (IOException e) {
            log.log(Level.WARNING, "ignored a delivery of Event Grid that is not an event");
            return List.of();
        }
    }

    private static GridEvent event(JsonNode element) throws IOException {
        if (!(element instanceof ObjectNode)) {
            throw new IOException("not an event");
        }
        String type = element.path("eventType").asText(element.path("type").asText(""));
        if (type.isEmpty()) {
            throw new IOException("an event without a type");
        }
        return new GridEvent(
                element.path("id").asText(""), type, element.path("subject").asText(""), element.path("data"));
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
