package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.Locale;

/**
 * Holds one answer whose body was read to its end and unpacked.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body, empty if there was none
 */
record Answer(int status, HttpHeaders headers, byte[] body) {
    /** Reads the body as any JSON value, numbers as they are spelled. */
    JsonNode json() throws IOException {
        return LosslessJson.read(body);
    }

    /** Reads the body as a JSON object. */
    ObjectNode object() throws IOException {
        if (json() instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("not a JSON object");
    }

    /** Tells whether Azure Resource Manager says that the next request of this kind would be one too many. */
    boolean allowanceSpent() {
        return headers.map().entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).startsWith("x-ms-ratelimit-remaining-"))
                .anyMatch(header -> header.getValue().contains("0"));
    }

    boolean html() {
        return headers.firstValue("Content-Type").orElse("").startsWith("text/html");
    }
}
