package io.grafanakeeper.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes and reads manifests as JSON, item by item. The format is the one of DESIGN.md, "What is kept". */
public final class ManifestJson {
    private ManifestJson() {}

    /** Returns the manifest as UTF-8 JSON. */
    public static byte[] write(Manifest manifest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try (JsonGenerator json = LosslessJson.generator(bytes)) {
            json.writeStartObject();
            writeHead(json, manifest);
            json.writeArrayFieldStart("items");
            for (Item item : manifest.items()) {
                writeItem(json, item);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("failures");
            for (ItemFailure failure : manifest.failures()) {
                json.writeTree(failure(failure));
            }
            json.writeEndArray();
            json.writeFieldName("totals");
            json.writeTree(put(manifest.totals(), JsonNodeFactory.instance.objectNode()));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON in memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException if the text is not a manifest
     */
    public static Manifest read(byte[] bytes) throws IOException {
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        List<Item> items = new ArrayList<>();
        List<ItemFailure> failures = new ArrayList<>();
        try (JsonParser parser = LosslessJson.factory().createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                switch (name) {
                    case "items" -> readArray(parser, element -> items.add(item(element)));
                    case "failures" -> readArray(parser, element -> failures.add(readFailure(element)));
                    default -> head.set(name, LosslessJson.readValue(parser));
                }
            }
            return manifest(head, items, failures);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("not a manifest: " + e.getMessage(), e);
        }
    }

    /** Returns a failure as JSON. */
    public static ObjectNode failure(ItemFailure failure) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", failure.kind().text())
                .put("uid", failure.uid())
                .put("title", failure.title())
                .put("reason", failure.reason());
    }

    /** Adds the sums of a backup to an object and returns it. */
    public static ObjectNode put(Totals totals, ObjectNode json) {
        return json.put("items", totals.items())
                .put("bytes", totals.bytes())
                .put("newObjects", totals.newObjects())
                .put("newBytes", totals.newBytes())
                .put("requests", totals.requests())
                .put("seconds", totals.seconds());
    }

    private static void writeHead(JsonGenerator json, Manifest manifest) throws IOException {
        json.writeStringField("id", manifest.id());
        json.writeStringField("target", manifest.target());
        json.writeStringField("run", manifest.run());
        json.writeStringField("state", manifest.state().text());
        json.writeStringField("scope", manifest.scope());
        json.writeStringField("started", manifest.started().toString());
        json.writeStringField("finished", manifest.finished().toString());
        json.writeObjectFieldStart("grafana");
        json.writeStringField("version", manifest.grafanaVersion());
        json.writeStringField("kind", manifest.grafanaKind());
        json.writeEndObject();
        json.writeArrayFieldStart("notOffered");
        for (ItemKind kind : manifest.notOffered()) {
            json.writeString(kind.text());
        }
        json.writeEndArray();
    }

    private static void writeItem(JsonGenerator json, Item item) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", item.kind().text());
        json.writeStringField("uid", item.uid());
        json.writeStringField("title", item.title());
        json.writeStringField("folderUid", item.folderUid());
        json.writeStringField("folderPath", item.folderPath());
        writeNumber(json, "id", item.id());
        writeNumber(json, "version", item.version());
        writeText(json, "updated", item.updated());
        writeText(json, "updatedBy", item.updatedBy());
        json.writeStringField("sha256", item.sha256());
        json.writeNumberField("bytes", item.bytes());
        if (!item.secrets().isEmpty()) {
            json.writeArrayFieldStart("secrets");
            for (String secret : item.secrets()) {
                json.writeString(secret);
            }
            json.writeEndArray();
        }
        AzureResource azure = item.azure();
        if (azure != null) {
            json.writeObjectFieldStart("azure");
            json.writeStringField("location", azure.location());
            json.writeObjectFieldStart("tags");
            for (Map.Entry<String, String> tag : azure.tags().entrySet()) {
                json.writeStringField(tag.getKey(), tag.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeNumber(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    private static void writeText(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void readArray(JsonParser parser, Consumer<JsonNode> each) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("not a JSON array");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            each.accept(LosslessJson.readValue(parser));
        }
    }

    private static Manifest manifest(ObjectNode head, List<Item> items, List<ItemFailure> failures) {
        JsonNode totals = head.path("totals");
        List<ItemKind> notOffered = new ArrayList<>();
        head.path("notOffered").forEach(kind -> notOffered.add(kind(kind.asText())));
        return new Manifest(
                text(head, "id"),
                text(head, "target"),
                head.path("run").asText(""),
                BackupState.of(text(head, "state")),
                text(head, "scope"),
                Instant.parse(text(head, "started")),
                Instant.parse(text(head, "finished")),
                head.path("grafana").path("version").asText(""),
                head.path("grafana").path("kind").asText(""),
                notOffered,
                items,
                failures,
                new Totals(
                        number(totals, "items"),
                        number(totals, "bytes"),
                        number(totals, "newObjects"),
                        number(totals, "newBytes"),
                        number(totals, "requests"),
                        Double.parseDouble(LosslessJson.text(totals.path("seconds")))));
    }

    private static Item item(JsonNode item) {
        List<String> secrets = new ArrayList<>();
        item.path("secrets").forEach(secret -> secrets.add(secret.asText()));
        return new Item(
                kind(text(item, "kind")),
                text(item, "uid"),
                item.path("title").asText(""),
                item.path("folderUid").asText(""),
                item.path("folderPath").asText(""),
                item.has("id") ? Long.valueOf(number(item, "id")) : null,
                item.has("version") ? Long.valueOf(number(item, "version")) : null,
                item.has("updated") ? text(item, "updated") : null,
                item.has("updatedBy") ? text(item, "updatedBy") : null,
                text(item, "sha256"),
                number(item, "bytes"),
                secrets,
                item.has("azure") ? azure(item.path("azure")) : null);
    }

    private static AzureResource azure(JsonNode azure) {
        Map<String, String> tags = new HashMap<>();
        azure.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return new AzureResource(text(azure, "location"), tags);
    }

    /** Reads what {@link #failure} wrote. */
    public static ItemFailure readFailure(JsonNode failure) {
        return new ItemFailure(
                kind(text(failure, "kind")),
                text(failure, "uid"),
                failure.path("title").asText(""),
                text(failure, "reason"));
    }

    private static ItemKind kind(String text) {
        return ItemKind.of(text).orElseThrow(() -> new IllegalArgumentException("unknown kind " + text));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("no " + field);
        }
        return value.asText();
    }

    private static long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("no number " + field);
        }
        return value.asLong();
    }
}
