package io.grafanakeeper.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads JSON into Jackson trees whose numbers keep their text, and writes trees in one canonical form.
 *
 * <p>Jackson's own trees turn {@code 1e3} into a double and {@code 1.0} into a number that may come out as {@code 1}. Here
 * an integer that is spelled as Java spells a {@code long} becomes an ordinary number node; every other number is a raw value
 * node holding its text. The canonical form is UTF-8 without white space, with the keys of every object sorted by their
 * UTF-16 code units; the order of arrays and the text of numbers are those of the input.
 */
public final class LosslessJson {
    private static final int DEPTH = 500;
    private static final int LONGEST_LONG = 19;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(10_000)
                    .maxStringLength(64 * 1024 * 1024)
                    .build())
            .build();

    private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private LosslessJson() {}

    /** Returns the factory of streaming parsers with this class's limits on depth and length. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /**
     * Reads exactly one JSON value.
     *
     * @throws IOException if the text is not JSON, is cut, is followed by more text, or is nested deeper than 500 levels
     */
    public static JsonNode read(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "no JSON value");
            }
            JsonNode value = readValue(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more text after the JSON value");
            }
            return value;
        }
    }

    /** Returns a generator on a stream that also writes whole trees. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        JsonGenerator generator = FACTORY.createGenerator(out);
        generator.setCodec(MAPPER);
        return generator;
    }

    /** Returns the text of a number as it was spelled, or of a string; empty for anything else. */
    public static String text(JsonNode value) {
        if (value instanceof POJONode node && node.getPojo() instanceof RawValue number) {
            return (String) number.rawValue();
        }
        return value.isValueNode() ? value.asText("") : "";
    }

    /** Reads the value at the parser's current token and leaves the parser on that value's last token. */
    public static JsonNode readValue(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new JsonParseException(parser, "unexpected " + token);
        };
    }

    /** Returns the canonical bytes of a tree: two trees have the same bytes if and only if they are the same content. */
    public static byte[] canonical(JsonNode value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        try (JsonGenerator generator = generator(bytes)) {
            writeSorted(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static ObjectNode readObject(JsonParser parser) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            object.set(name, readValue(parser));
        }
        return object;
    }

    private static ArrayNode readArray(JsonParser parser) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(readValue(parser));
        }
        return array;
    }

    private static JsonNode number(String text) {
        if (text.length() < LONGEST_LONG && text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            long value = Long.parseLong(text);
            if (Long.toString(value).equals(text)) {
                return NODES.numberNode(value);
            }
        }
        return (JsonNode) NODES.rawValueNode(new RawValue(text));
    }

    private static void writeSorted(JsonNode value, JsonGenerator generator) throws IOException {
        if (value instanceof ObjectNode object) {
            generator.writeStartObject();
            for (Map.Entry<String, JsonNode> field : sorted(object).entrySet()) {
                generator.writeFieldName(field.getKey());
                writeSorted(field.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (value instanceof ArrayNode array) {
            generator.writeStartArray();
            for (JsonNode element : array) {
                writeSorted(element, generator);
            }
            generator.writeEndArray();
        } else if (value.isTextual()) {
            generator.writeString(value.textValue());
        } else if (value instanceof POJONode node && node.getPojo() instanceof RawValue number) {
            generator.writeRawValue((String) number.rawValue());
        } else if (value.isBoolean()) {
            generator.writeBoolean(value.booleanValue());
        } else if (value.isNull()) {
            generator.writeNull();
        } else if (value.isIntegralNumber() && value.canConvertToLong()) {
            generator.writeNumber(value.longValue());
        } else {
            generator.writeTree(value);
        }
    }

    private static Map<String, JsonNode> sorted(ObjectNode object) {
        Map<String, JsonNode> fields = new TreeMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    /** Tells whether two JSON values are the same content, whatever the order of their keys and their white space. */
    public static boolean same(JsonNode one, JsonNode other) {
        return Arrays.equals(canonical(one), canonical(other));
    }
}
