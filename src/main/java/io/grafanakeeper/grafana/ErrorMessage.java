package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds Grafana's own words in an error's body: an object with {@code message}, an array of validation errors (Grafana 7), a
 * Kubernetes {@code Status}, an {@code error} of Azure Resource Manager, or a page that a proxy put in between.
 */
final class ErrorMessage {
    private static final int LONGEST = 400;

    /** Of Azure Managed Grafana, and of Azure Resource Manager. */
    private static final List<String> AZURE_IDS = List.of("mise-correlation-id", "x-ms-correlation-request-id");

    private static final Pattern PLAIN = Pattern.compile("[a-z-]+ [0-9A-Za-z-]{1,64}");

    private ErrorMessage() {}

    /** Returns the message, at most 400 characters and Azure's own id of the request if it gives one; never empty. */
    static String of(Answer answer) {
        return message(answer) + id(answer);
    }

    /** Returns what Azure's support asks for. */
    private static String id(Answer answer) {
        return AZURE_IDS.stream()
                .flatMap(name -> answer.headers().firstValue(name).stream().map(id -> name + " " + id))
                .filter(id -> PLAIN.matcher(id).matches())
                .findFirst()
                .map(id -> " (" + id + ")")
                .orElse("");
    }

    private static String message(Answer answer) {
        String message = answer.html() ? "an HTML page instead of JSON" : read(answer);
        if (message.length() <= LONGEST) {
            return message;
        }
        int end = Character.isHighSurrogate(message.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return message.substring(0, end) + "…";
    }

    /** Returns Grafana's {@code status} word, empty if there is none. */
    static String kind(Answer answer) {
        try {
            return answer.json().path("status").asText("");
        } catch (IOException e) {
            return "";
        }
    }

    private static String read(Answer answer) {
        try {
            JsonNode body = LosslessJson.read(answer.body());
            String message = body instanceof ArrayNode faults
                    ? validation(faults)
                    : body.path("message")
                            .asText(body.path("error").path("message").asText(""));
            return message.isBlank() ? "no message" : message;
        } catch (IOException e) {
            return answer.body().length == 0 ? "no message" : "an answer that is not JSON";
        }
    }

    private static String validation(ArrayNode faults) {
        List<String> messages = new ArrayList<>();
        for (JsonNode fault : faults) {
            List<String> fields = new ArrayList<>();
            fault.path("fieldNames").forEach(name -> fields.add(name.asText()));
            String message = fault.path("message").asText("");
            messages.add(fields.isEmpty() ? message : String.join(", ", fields) + ": " + message);
        }
        return String.join("; ", messages);
    }
}
