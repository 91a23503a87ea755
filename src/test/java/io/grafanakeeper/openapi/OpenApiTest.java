package io.grafanakeeper.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.grafanakeeper.DocumentationTest;
import io.grafanakeeper.sandbox.Contract;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code openapi.json} against the functions, and against itself. */
class OpenApiTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final Contract contract = new Contract();
    private final JsonNode document = contract.document();

    @Test
    void describesEveryRouteWithItsMethodAndLevelAndNoOther() {
        Map<String, String> existing = new TreeMap<>();
        DocumentationTest.functions().forEach((name, trigger) -> {
            if (trigger instanceof HttpTrigger http) {
                String level = http.authLevel() == AuthorizationLevel.ANONYMOUS ? " anonymous" : "";
                existing.put(name, http.methods()[0] + " /" + http.route() + level);
            }
        });
        Map<String, String> described = new TreeMap<>();
        operations((path, method, operation) -> described.put(
                operation.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT) + " " + path + (operation.has("security") ? " anonymous" : "")));
        assertEquals(existing, described);
        operations((path, method, operation) ->
                assertEquals(0, operation.path("security").size(), path));
    }

    @Test
    void describesTheParametersOfEveryRoute() {
        operations((path, method, operation) -> {
            Set<String> inRoute = new TreeSet<>();
            Matcher matcher = PARAMETER.matcher(path);
            while (matcher.find()) {
                inRoute.add(matcher.group(1));
            }
            Set<String> described = new TreeSet<>();
            for (JsonNode parameter : operation.path("parameters")) {
                JsonNode resolved = resolve(parameter);
                if (resolved.path("in").asText().equals("path")) {
                    assertTrue(resolved.path("required").asBoolean(), path);
                    described.add(resolved.path("name").asText());
                }
            }
            assertEquals(inRoute, described, path);
        });
    }

    @Test
    void everyReferenceLeadsSomewhereAndNothingIsDescribedInVain() {
        Set<String> referred = new HashSet<>();
        for (JsonNode reference : document.findValues("$ref")) {
            referred.add(reference.asText());
            assertFalse(resolve(reference.asText()).isMissingNode(), reference.asText());
        }
        for (Map.Entry<String, JsonNode> kind : document.path("components").properties()) {
            if (!kind.getKey().equals("securitySchemes")) {
                kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> assertTrue(
                                referred.contains("#/components/" + kind.getKey() + "/" + name),
                                name + " is not used"));
            }
        }
    }

    @Test
    void everyExampleConformsToItsSchema() {
        Set<String> checked = new TreeSet<>();
        operations((path, method, operation) -> {
            String here = Contract.pointer("paths", path, method);
            operation.path("requestBody").path("content").properties().forEach(content -> {
                String at = here + Contract.pointer("requestBody", "content", content.getKey(), "schema");
                content.getValue().path("examples").forEach(example -> {
                    contract.conforms(at, example.path("value").toString());
                    checked.add(at);
                });
            });
            operation
                    .path("responses")
                    .properties()
                    .forEach(response -> response.getValue()
                            .path("content")
                            .properties()
                            .forEach(content -> {
                                String at = here
                                        + Contract.pointer(
                                                "responses", response.getKey(), "content", content.getKey(), "schema");
                                if (content.getValue().has("example")) {
                                    contract.conforms(
                                            at,
                                            content.getValue().path("example").toString());
                                    checked.add(at);
                                }
                            }));
        });
        assertTrue(checked.size() > 30, checked.toString());
        for (JsonNode parameter : document.path("components").path("parameters")) {
            assertEquals(
                    parameter.path("schema").path("type").asText().equals("integer"),
                    parameter.path("example").isInt(),
                    parameter.path("name").asText());
        }
    }

    @Test
    void anExampleThatDoesNotConformIsFound() {
        assertThrows(
                AssertionError.class,
                () -> contract.conforms("/components/schemas/RestoreRequest", "{\"select\":{\"kinds\":[\"panel\"]}}"));
        assertThrows(AssertionError.class, () -> contract.conforms("/components/schemas/Run", "{}"));
    }

    @Test
    void everyOperationSaysWhatItDoesAndWhatMayHappen() {
        operations((path, method, operation) -> {
            assertFalse(operation.path("summary").asText().isEmpty(), path);
            assertTrue(operation.path("responses").size() > 1, path);
            assertFalse(operation.path("tags").isEmpty(), path);
        });
    }

    private interface Visitor {
        void see(String path, String method, JsonNode operation);
    }

    private void operations(Visitor visitor) {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> visitor.see(path.getKey(), operation.getKey(), operation.getValue())));
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(node.path("$ref").asText()) : node;
    }

    private JsonNode resolve(String reference) {
        return document.at(reference.substring(1));
    }
}
