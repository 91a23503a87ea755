package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what {@code POST targets/{target}/restores} asks for.
 *
 * @param backup a backup's id, {@code latest}, or a time
 * @param select what to restore
 * @param to the target to restore into, empty for the one that was backed up
 * @param folder the folder, by path, to restore under; empty for where everything was
 * @param apply whether to do it; otherwise the plan is all that happens
 * @param overwrite whether to replace what changed since the backup
 * @param secrets the Key Vault secrets to take data sources' secrets from: uid, then the secret's name in Grafana
 */
record RestoreRequest(
        String backup,
        Selection select,
        String to,
        String folder,
        boolean apply,
        boolean overwrite,
        Map<String, Map<String, String>> secrets) {
    private static final List<String> FIELDS =
            List.of("backup", "select", "to", "folder", "apply", "overwrite", "secrets");
    private static final List<String> SELECT_FIELDS = List.of("kinds", "uids", "folders");

    /** Reads a request's body; an empty one asks for the plan of restoring everything from the latest backup. */
    static RestoreRequest read(String body) {
        JsonNode json = parse(body.isBlank() ? "{}" : body);
        known("", json, FIELDS);
        JsonNode select = json.path("select");
        known("select.", select, SELECT_FIELDS);
        return new RestoreRequest(
                text(json, "backup", "latest"),
                new Selection(
                        kinds(texts(select, "kinds")),
                        texts(select, "uids"),
                        texts(select, "folders").stream()
                                .map(RestoreRequest::path)
                                .toList()),
                text(json, "to", ""),
                under(text(json, "folder", "")),
                flag(json, "apply"),
                flag(json, "overwrite"),
                secrets(json.path("secrets")));
    }

    /** Returns the request for the queue, with the backup that it means now. */
    ObjectNode write(String backupId) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("backup", backupId);
        ObjectNode chosen = json.putObject("select");
        ArrayNode kinds = chosen.putArray("kinds");
        select.kinds().forEach(kind -> kinds.add(kind.text()));
        ArrayNode uids = chosen.putArray("uids");
        select.uids().forEach(uids::add);
        ArrayNode folders = chosen.putArray("folders");
        select.folders().forEach(folders::add);
        json.put("to", to).put("folder", folder).put("apply", apply).put("overwrite", overwrite);
        ObjectNode given = json.putObject("secrets");
        secrets.forEach((uid, names) -> {
            ObjectNode source = given.putObject(uid);
            names.forEach(source::put);
        });
        return json;
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode json = LosslessJson.read(body.getBytes(StandardCharsets.UTF_8));
            if (json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            throw ProblemException.badRequest("body", "the body is not JSON", List.of("a JSON object"));
        }
        throw ProblemException.badRequest("body", "the body is not a JSON object", List.of("a JSON object"));
    }

    private static void known(String prefix, JsonNode json, List<String> fields) {
        if (!json.isMissingNode() && !json.isObject()) {
            throw ProblemException.badRequest(
                    prefix.substring(0, prefix.length() - 1), "this must be a JSON object", List.of("a JSON object"));
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw ProblemException.badRequest(prefix + name, "there is no such field", fields);
            }
        });
    }

    private static Set<ItemKind> kinds(Set<String> names) {
        return names.stream()
                .map(name -> ItemKind.of(name)
                        .orElseThrow(() -> ProblemException.badRequest(
                                "select.kinds",
                                "there is no such kind",
                                Arrays.stream(ItemKind.values())
                                        .map(ItemKind::text)
                                        .toList())))
                .collect(Collectors.toSet());
    }

    private static String path(String folder) {
        String path = folder.strip();
        while (path.startsWith("/")) {
            path = path.substring(1);
        }
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path;
    }

    private static String under(String folder) {
        String path = path(folder);
        if (!path.isEmpty() && Stream.of(path.split("/")).anyMatch(String::isBlank)) {
            throw ProblemException.badRequest(
                    "folder",
                    "this is a path with a folder that has no name",
                    List.of("a path such as Team A/Restored"));
        }
        return path;
    }

    private static Set<String> texts(JsonNode json, String field) {
        JsonNode list = json.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw ProblemException.badRequest("select." + field, "this must be a list", List.of("a list of texts"));
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode element : list) {
            if (!element.isTextual()) {
                throw ProblemException.badRequest(
                        "select." + field, "this must hold texts", List.of("a list of texts"));
            }
            texts.add(element.asText());
        }
        return texts;
    }

    private static String text(JsonNode json, String field, String otherwise) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw ProblemException.badRequest(field, "this must be a text", List.of("a text"));
        }
        return value.asText();
    }

    private static boolean flag(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw ProblemException.badRequest(field, "this must be true or false", List.of("true", "false"));
        }
        return value.asBoolean();
    }

    private static Map<String, Map<String, String>> secrets(JsonNode json) {
        known("secrets.", json, fields(json));
        Map<String, Map<String, String>> secrets = new LinkedHashMap<>();
        json.properties().forEach(source -> {
            Map<String, String> names = new LinkedHashMap<>();
            known("secrets." + source.getKey() + ".", source.getValue(), fields(source.getValue()));
            source.getValue().properties().forEach(secret -> {
                // A number is no name: whoever writes one has written a value.
                String name = secret.getValue().isTextual() ? secret.getValue().asText() : "";
                if (!name.matches("[0-9a-zA-Z-]{1,127}")) {
                    throw ProblemException.badRequest(
                            "secrets." + source.getKey() + "." + secret.getKey(),
                            "this must be the name of a Key Vault secret, never a value",
                            List.of("1 to 127 letters, digits and dashes"));
                }
                names.put(secret.getKey(), name);
            });
            secrets.put(source.getKey(), names);
        });
        return secrets;
    }

    private static List<String> fields(JsonNode json) {
        return json.properties().stream().map(Map.Entry::getKey).toList();
    }
}
