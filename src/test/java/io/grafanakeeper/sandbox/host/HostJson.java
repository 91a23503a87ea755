package io.grafanakeeper.sandbox.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds what this host obeys of host.json. */
record HostJson(String routePrefix, QueueOptions queues) {
    /** .NET's TimeSpan: {@code [d.]hh:mm:ss[.fraction]}. */
    private static final Pattern TIME_SPAN = Pattern.compile("(?:(\\d+)\\.)?(\\d{1,2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?");

    /** Reads the file; a missing one means the host's defaults. */
    static HostJson read(Path file) {
        try {
            return of(Files.exists(file) ? new ObjectMapper().readTree(Files.readString(file)) : emptyObject());
        } catch (IOException e) {
            throw new HostStartException("host.json cannot be read: " + file, e);
        }
    }

    private static JsonNode emptyObject() {
        return new ObjectMapper().createObjectNode();
    }

    private static HostJson of(JsonNode root) {
        JsonNode extensions = root.path("extensions");
        String prefix = extensions.path("http").path("routePrefix").asText("api");
        return new HostJson(prefix, queues(extensions.path("queues")));
    }

    private static QueueOptions queues(JsonNode node) {
        int batchSize = node.path("batchSize").asInt(16);
        return new QueueOptions(
                batchSize,
                node.path("newBatchThreshold").asInt(batchSize / 2),
                node.path("maxDequeueCount").asInt(5),
                timeSpan(node, "visibilityTimeout", Duration.ZERO),
                timeSpan(node, "maxPollingInterval", Duration.ofMinutes(1)),
                encoding(node.path("messageEncoding").asText("base64")),
                QueueOptions.LEASE);
    }

    private static Duration timeSpan(JsonNode node, String name, Duration absent) {
        if (!node.has(name)) {
            return absent;
        }
        Matcher span = TIME_SPAN.matcher(node.path(name).asText());
        if (!span.matches()) {
            throw new HostStartException("host.json: " + name + " must be hh:mm:ss, not "
                    + node.path(name).asText());
        }
        return Duration.ofDays(span.group(1) == null ? 0 : Long.parseLong(span.group(1)))
                .plusHours(Long.parseLong(span.group(2)))
                .plusMinutes(Long.parseLong(span.group(3)))
                .plusSeconds(Long.parseLong(span.group(4)));
    }

    private static MessageEncoding encoding(String name) {
        for (MessageEncoding encoding : MessageEncoding.values()) {
            if (encoding.name().equalsIgnoreCase(name)) {
                return encoding;
            }
        }
        throw new HostStartException("host.json: messageEncoding must be base64 or none, not " + name);
    }
}
