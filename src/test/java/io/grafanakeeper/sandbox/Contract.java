package io.grafanakeeper.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds what goes over the wire against the description of the API, {@code openapi.json}. */
public final class Contract {
    private static final String WHERE = "https://grafana-keeper.invalid/openapi.json";
    private static final Set<String> DESCRIBED = Set.of("application/json", "application/problem+json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

    /** Reads the description. */
    public Contract() {
        try (InputStream resource = Objects.requireNonNull(
                Contract.class.getResourceAsStream("/io/grafanakeeper/openapi/openapi.json"), "openapi.json")) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            document = JSON.readTree(text);
            schemas = JsonSchemaFactory.getInstance(
                    SpecVersion.VersionFlag.V202012,
                    builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(WHERE, text))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the description itself. */
    public JsonNode document() {
        return document;
    }

    /**
     * Holds an exchange against the description.
     *
     * @param route the path below {@code /api/}, with its query or without
     * @param sent what was sent, empty for nothing
     * @throws AssertionError if the route, its status or a body of JSON is not as described
     */
    public void check(String route, String sent, HttpResponse<String> answer) {
        String method = answer.request().method().toLowerCase(Locale.ROOT);
        String path = path(method, route.replaceFirst("\\?.*", ""));
        JsonNode operation = document.path("paths").path(path).path(method);
        String pointer = pointer("paths", path, method);
        String status = Integer.toString(answer.statusCode());
        if (!operation.path("responses").has(status)) {
            throw new AssertionError(method + " " + route + " answers " + status + ", which is not described");
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        if (DESCRIBED.contains(type) && !answer.body().isEmpty()) {
            String described = resolved(
                    pointer + pointer("responses", status),
                    operation.path("responses").path(status));
            JsonNode content = document.at(described).path("content").path(type);
            if (content.isMissingNode()) {
                throw new AssertionError(method + " " + route + " answers " + status + " as " + type);
            }
            conforms(described + pointer("content", type, "schema"), answer.body());
        }
        boolean taken = answer.statusCode() < 400;
        String json = pointer + pointer("requestBody", "content", "application/json", "schema");
        if (taken && !sent.isBlank() && !document.at(json).isMissingNode()) {
            conforms(json, sent);
        }
    }

    /**
     * Holds JSON against a schema of the description.
     *
     * @param pointer where the schema is, as a JSON pointer
     */
    public void conforms(String pointer, String json) {
        JsonSchema schema =
                compiled.computeIfAbsent(pointer, where -> schemas.getSchema(SchemaLocation.of(WHERE + "#" + where)));
        Set<ValidationMessage> faults;
        try {
            faults = schema.validate(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(pointer + ": "
                    + faults.stream().map(ValidationMessage::getMessage).collect(Collectors.joining("; ")) + "\n"
                    + json);
        }
    }

    /** Returns a JSON pointer. */
    public static String pointer(String... names) {
        StringBuilder pointer = new StringBuilder();
        for (String name : names) {
            pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    /** Returns where something is described, following its reference if it is one. */
    private static String resolved(String pointer, JsonNode node) {
        return node.has("$ref") ? node.path("$ref").asText().substring(1) : pointer;
    }

    private String path(String method, String route) {
        String wanted = "/" + route;
        String found = "";
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            String pattern = Pattern.compile("\\{\\w+}")
                    .splitAsStream(path.getKey())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("[^/]+"));
            pattern += path.getKey().endsWith("}") ? "[^/]+" : "";
            if (path.getValue().has(method) && wanted.matches(pattern)) {
                found = path.getKey();
            }
        }
        if (found.isEmpty()) {
            throw new AssertionError(method + " " + route + " is not described");
        }
        return found;
    }
}
