package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Applies add, remove and replace as RFC 6902 tells, without the library that made the patch. */
final class PatchApplier {
    private JsonNode root;

    private PatchApplier(JsonNode root) {
        this.root = root;
    }

    /** Returns a document after a patch; the document is used up. */
    static JsonNode apply(JsonNode patch, JsonNode document) {
        PatchApplier applier = new PatchApplier(document);
        patch.forEach(applier::step);
        return applier.root;
    }

    private void step(JsonNode operation) {
        String path = operation.path("path").asText();
        String name = operation.path("op").asText();
        if (path.isEmpty()) {
            root = operation.path("value");
            return;
        }
        String[] tokens = path.substring(1).split("/", -1);
        JsonNode parent = root;
        for (int i = 0; i < tokens.length - 1; i++) {
            parent = child(parent, unescape(tokens[i]));
        }
        String last = unescape(tokens[tokens.length - 1]);
        if (parent instanceof ObjectNode object) {
            inObject(object, last, name, operation.path("value"));
        } else {
            inArray((ArrayNode) parent, last, name, operation.path("value"));
        }
    }

    private static void inObject(ObjectNode object, String key, String name, JsonNode value) {
        boolean there = object.has(key);
        switch (name) {
            case "add" -> object.set(key, value);
            case "replace" -> object.set(require(there, key, value), value);
            default -> object.remove(require(there, key, value));
        }
    }

    private static String require(boolean there, String key, JsonNode value) {
        if (!there) {
            throw new IllegalStateException("no " + key + " to replace with " + value);
        }
        return key;
    }

    private static void inArray(ArrayNode array, String token, String name, JsonNode value) {
        int index = token.equals("-") ? array.size() : Integer.parseInt(token);
        if (index > (name.equals("add") ? array.size() : array.size() - 1)) {
            throw new IllegalStateException("no element " + token);
        }
        switch (name) {
            case "add" -> array.insert(index, value);
            case "replace" -> array.set(index, value);
            default -> array.remove(index);
        }
    }

    private static JsonNode child(JsonNode parent, String token) {
        JsonNode child = parent.isArray() ? parent.get(Integer.parseInt(token)) : parent.get(token);
        if (child == null) {
            throw new IllegalStateException("nothing at " + token);
        }
        return child;
    }

    private static String unescape(String token) {
        return token.replace("~1", "/").replace("~0", "~");
    }
}
