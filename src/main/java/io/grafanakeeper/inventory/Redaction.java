package io.grafanakeeper.inventory;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Deals with the mark that Grafana's alerting gives in the place of a secret.
 *
 * <p>A secret is named by its place: below {@code settings}, where contact points have theirs, without that and without a leading
 * slash ({@code password}, {@code hmacConfig/secret}); anywhere else as a JSON Pointer with its slash.
 */
public final class Redaction {
    private static final String MARK = "[REDACTED]";
    private static final String SETTINGS = "/settings/";

    private Redaction() {}

    /** Takes every mark out of a content, in place, and returns the names of the secrets that they stand for. */
    public static List<String> strip(ObjectNode content) {
        List<String> names = new ArrayList<>();
        strip(JsonPointer.empty(), content, names);
        return names.stream().sorted().toList();
    }

    private static void strip(JsonPointer place, JsonNode value, List<String> names) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                JsonPointer inside = place.appendProperty(field.getKey());
                if (isMark(field.getValue())) {
                    object.remove(field.getKey());
                    names.add(name(inside));
                } else {
                    strip(inside, field.getValue(), names);
                }
            }
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonPointer inside = place.appendIndex(i);
                if (isMark(array.get(i))) {
                    // The elements after it keep their places.
                    array.setNull(i);
                    names.add(name(inside));
                } else {
                    strip(inside, array.get(i), names);
                }
            }
        }
    }

    /** Tells whether a content still holds a mark: Grafana would take it for the stored secret, or for a new one. */
    public static boolean holdsMark(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode inside : value) {
                if (holdsMark(inside)) {
                    return true;
                }
            }
            return false;
        }
        return isMark(value);
    }

    /**
     * Puts a secret's value into its place.
     *
     * @return false if the content has no such place
     */
    public static boolean put(ObjectNode content, String name, String value) {
        JsonPointer place = place(name);
        JsonNode parent = content;
        for (JsonPointer rest = place; !rest.tail().matches(); rest = rest.tail()) {
            JsonNode inside = child(parent, rest);
            if (inside.isMissingNode() && parent instanceof ObjectNode object) {
                inside = object.putObject(rest.getMatchingProperty());
            }
            parent = inside;
        }
        JsonPointer last = place.last();
        if (parent instanceof ObjectNode object) {
            object.put(last.getMatchingProperty(), value);
            return true;
        }
        if (parent instanceof ArrayNode array && array.has(last.getMatchingIndex())) {
            array.set(last.getMatchingIndex(), value);
            return true;
        }
        return false;
    }

    /** Returns a copy without secrets: a Grafana that does not hold a setting for a secret gives it in the clear. */
    public static JsonNode without(JsonNode content, Iterable<String> names) {
        JsonNode copy = content.deepCopy();
        names.forEach(name -> remove(copy, place(name)));
        return copy;
    }

    private static void remove(JsonNode content, JsonPointer place) {
        JsonPointer last = place.last();
        JsonNode parent = content.at(place.head());
        if (parent instanceof ObjectNode object) {
            object.remove(last.getMatchingProperty());
        } else if (parent instanceof ArrayNode array && array.has(last.getMatchingIndex())) {
            array.setNull(last.getMatchingIndex());
        }
    }

    private static JsonNode child(JsonNode parent, JsonPointer rest) {
        return parent.isArray() ? parent.path(rest.getMatchingIndex()) : parent.path(rest.getMatchingProperty());
    }

    private static JsonPointer place(String name) {
        return JsonPointer.compile(name.startsWith("/") ? name : SETTINGS + name);
    }

    private static String name(JsonPointer place) {
        String text = place.toString();
        return text.startsWith(SETTINGS) ? text.substring(SETTINGS.length()) : text;
    }

    private static boolean isMark(JsonNode value) {
        return value.isTextual() && value.textValue().equals(MARK);
    }
}
