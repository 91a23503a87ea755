package io.grafanakeeper.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.BackupMessage;
import io.grafanakeeper.runs.RunMessage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what was asked of a target's inbox and what has become of it.
 *
 * @param last when the last message was given to the queue, or null if none was
 * @param next what is to be asked for when the time has come, or null if nothing happened since
 * @param sent the messages that were given to the queue and that no worker was seen to have begun
 */
public record InboxState(@Nullable Instant last, @Nullable BackupMessage next, List<Sent> sent) {
    static final InboxState EMPTY = new InboxState(null, null, List.of());

    /** Keeps its own copy of the list. */
    public InboxState {
        sent = List.copyOf(sent);
    }

    /** Says when a message was given to the queue. */
    record Sent(Instant at, BackupMessage message) {}

    /** Returns the same state with a message that waits. */
    InboxState waiting(BackupMessage message) {
        return new InboxState(last, message, sent);
    }

    /** Returns the same state with a message that goes to the queue now, and nothing that waits. */
    InboxState sending(Instant now, BackupMessage message) {
        List<Sent> more = new ArrayList<>(sent);
        more.add(new Sent(now, message));
        return new InboxState(now, null, more);
    }

    /** Returns the same state with other messages on their way. */
    InboxState onTheWay(List<Sent> messages) {
        return new InboxState(last, next, messages);
    }

    /** Returns the state as JSON. */
    public byte[] write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (last != null) {
            json.put("last", last.toString());
        }
        if (next != null) {
            json.set("next", write(next));
        }
        ArrayNode messages = json.putArray("sent");
        for (Sent one : sent) {
            messages.addObject().put("at", one.at().toString()).set("message", write(one.message()));
        }
        return LosslessJson.canonical(json);
    }

    /**
     * Reads a state.
     *
     * @throws IOException if the bytes are none
     */
    public static InboxState read(byte[] bytes) throws IOException {
        JsonNode json = LosslessJson.read(bytes);
        try {
            List<Sent> sent = new ArrayList<>();
            for (JsonNode one : json.path("sent")) {
                sent.add(new Sent(Instant.parse(one.path("at").asText()), message(one.path("message"))));
            }
            return new InboxState(
                    json.has("last") ? Instant.parse(json.path("last").asText()) : null,
                    json.has("next") ? message(json.path("next")) : null,
                    sent);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("not the state of an inbox", e);
        }
    }

    private static JsonNode write(BackupMessage message) {
        return RunMessage.parse(message.write(), BackupMessage.QUEUE);
    }

    private static BackupMessage message(JsonNode json) {
        return BackupMessage.read(json.toString());
    }
}
