package io.grafanakeeper.sandbox.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes secrets in the shapes of Key Vault's REST API: bundles, list items, deleted bundles. */
final class SecretJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RECOVERABLE_DAYS = 90;

    private final String vault;

    SecretJson(String vault) {
        this.vault = vault;
    }

    static VaultStore.Change change(String body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // Without the cause: Jackson quotes the text, and the text holds a secret.
            throw VaultError.badParameter("The request body is not JSON.");
        }
        JsonNode attributes = json.path("attributes");
        return new VaultStore.Change(
                json.path("value").textValue(),
                json.path("contentType").textValue(),
                attributes.hasNonNull("enabled") ? attributes.get("enabled").booleanValue() : null,
                instant(attributes.path("nbf")),
                instant(attributes.path("exp")),
                tags(json.path("tags")));
    }

    ObjectNode withValue(String name, SecretVersion version) {
        return JSON.createObjectNode().put("value", version.value()).setAll(withoutValue(name, version));
    }

    ObjectNode withoutValue(String name, SecretVersion version) {
        return described(vault + "/secrets/" + name + "/" + version.version(), version);
    }

    /** A list names a secret without its version. */
    ObjectNode item(VaultStore.Secret secret) {
        return described(vault + "/secrets/" + secret.name(), secret.current());
    }

    ObjectNode deleted(VaultStore.Secret secret) {
        ObjectNode json = withoutValue(secret.name(), secret.current())
                .put("recoveryId", vault + "/deletedsecrets/" + secret.name());
        Instant at = secret.deletedAt();
        if (at != null) {
            json.put("deletedDate", at.getEpochSecond())
                    .put(
                            "scheduledPurgeDate",
                            at.plus(Duration.ofDays(RECOVERABLE_DAYS)).getEpochSecond());
        }
        return json;
    }

    private static ObjectNode described(String id, SecretVersion version) {
        ObjectNode json = JSON.createObjectNode();
        if (version.contentType() != null) {
            json.put("contentType", version.contentType());
        }
        json.put("id", id);
        ObjectNode attributes = json.putObject("attributes").put("enabled", version.enabled());
        putSeconds(attributes, "nbf", version.notBefore());
        putSeconds(attributes, "exp", version.expires());
        putSeconds(attributes, "created", version.created());
        putSeconds(attributes, "updated", version.updated());
        attributes.put("recoveryLevel", "Recoverable+Purgeable").put("recoverableDays", RECOVERABLE_DAYS);
        ObjectNode tags = json.putObject("tags");
        version.tags().forEach(tags::put);
        return json;
    }

    private static void putSeconds(ObjectNode attributes, String name, @Nullable Instant time) {
        if (time != null) {
            attributes.put(name, time.getEpochSecond());
        }
    }

    private static @Nullable Instant instant(JsonNode seconds) {
        return seconds.isNumber() ? Instant.ofEpochSecond(seconds.longValue()) : null;
    }

    private static @Nullable Map<String, String> tags(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        Map<String, String> tags = new LinkedHashMap<>();
        json.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }
}
