package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Puts strings in the place of what the patch library cannot bear, and takes them away again: numbers that keep their spelling,
 * whose type it does not know, and long arrays, on which it spends time that grows with the square of their length.
 *
 * <p>A mask is a NUL, a letter that tells what is behind it, and the text. A real string that begins with a NUL is masked too.
 */
final class Masks {
    private static final int LONG_ARRAY = 500;
    private static final String NUMBER = "\0n";
    private static final String STRING = "\0s";
    private static final String ARRAY = "\0a";
    private static final int PREFIX = 2;

    private Masks() {}

    /** Masks a tree in place and returns it, or what stands for it. */
    static JsonNode mask(JsonNode value) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                field.setValue(mask(field.getValue()));
            }
            return object;
        }
        if (value instanceof ArrayNode array) {
            return array.size() > LONG_ARRAY ? masked(ARRAY, json(array)) : maskElements(array);
        }
        if (value instanceof POJONode) {
            return masked(NUMBER, LosslessJson.text(value));
        }
        return value.isTextual() && value.textValue().startsWith("\0") ? masked(STRING, value.textValue()) : value;
    }

    /** Takes the masks off a tree in place and returns it, or what its mask stood for. */
    static JsonNode unmask(JsonNode value) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                field.setValue(unmask(field.getValue()));
            }
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, unmask(array.get(i)));
            }
        } else if (value.isTextual() && value.textValue().startsWith("\0")) {
            return behind(value.textValue());
        }
        return value;
    }

    private static JsonNode maskElements(ArrayNode array) {
        for (int i = 0; i < array.size(); i++) {
            array.set(i, mask(array.get(i)));
        }
        return array;
    }

    private static TextNode masked(String prefix, String text) {
        return TextNode.valueOf(prefix + text);
    }

    private static String json(ArrayNode array) {
        return new String(LosslessJson.canonical(array), StandardCharsets.UTF_8);
    }

    private static JsonNode behind(String mask) {
        String text = mask.substring(PREFIX);
        return switch (mask.substring(0, PREFIX)) {
            case NUMBER -> (JsonNode) JsonNodeFactory.instance.rawValueNode(new RawValue(text));
            case ARRAY -> parse(text);
            default -> TextNode.valueOf(text);
        };
    }

    private static JsonNode parse(String json) {
        try {
            return LosslessJson.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read JSON that was just written", e);
        }
    }
}
