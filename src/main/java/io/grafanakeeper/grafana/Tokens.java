package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the two APIs for tokens and for keys answer alike. */
final class Tokens {
    private Tokens() {}

    static ObjectNode wanted(String name, Duration lifetime) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                // Never 0, which would live for ever.
                .put("secondsToLive", Math.max(1, lifetime.toSeconds()));
    }

    static IssuedToken issued(Answer answer) throws IOException {
        ObjectNode json = answer.object();
        String key = json.path("key").asText("");
        if (key.isEmpty() || !json.path("id").isIntegralNumber()) {
            throw new IOException("a token without id and key");
        }
        return new IssuedToken(json.path("id").asLong(), json.path("name").asText(""), key);
    }

    static List<GrafanaToken> list(Answer answer) throws IOException {
        if (!(answer.json() instanceof ArrayNode array)) {
            throw new IOException("not a JSON array");
        }
        List<GrafanaToken> tokens = new ArrayList<>();
        for (JsonNode element : array) {
            tokens.add(token(element));
        }
        return tokens;
    }

    private static GrafanaToken token(JsonNode element) throws IOException {
        if (!element.path("id").isIntegralNumber()) {
            throw new IOException("a token without an id");
        }
        return new GrafanaToken(
                element.path("id").asLong(),
                element.path("name").asText(""),
                instant(element.path("expiration").asText("")));
    }

    private static @Nullable Instant instant(String text) throws IOException {
        if (text.isEmpty() || text.equals("null")) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IOException("an expiration that is no time", e);
        }
    }
}
