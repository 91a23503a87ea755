package io.grafanakeeper.sandbox.grafana;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rewrites JSON as Go's encoder writes a map: keys sorted, the last of two equal keys kept, {@code <>&} escaped, and the
 * text of every number as it came, because Grafana passes numbers through without reading them.
 */
final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(100_000)
                    .maxStringLength(100_000_000)
                    .build())
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Json() {}

    /** Gives the canonical text of one JSON document. */
    static String canonical(byte[] json) throws JsonProcessingException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return document(parser, json.length);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the canonical text of JSON that we wrote or checked before. */
    static String canonical(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return document(parser, json.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String document(JsonParser parser, int expectedLength) throws IOException {
        StringBuilder out = new StringBuilder(expectedLength + 16);
        if (parser.nextToken() == null) {
            throw new com.fasterxml.jackson.core.io.JsonEOFException(parser, JsonToken.NOT_AVAILABLE, "EOF");
        }
        value(parser, out);
        return out.toString();
    }

    /** Splits an object into its members' canonical texts; null when the document is not an object. */
    static Members members(byte[] json) throws JsonProcessingException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return members(parser);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Splits an object that we wrote or checked before; anything else has no members. */
    static Members members(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return members(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Members members(JsonParser parser) throws IOException {
        Members members = new Members();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return members;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            StringBuilder out = new StringBuilder();
            value(parser, out);
            members.put(key, out.toString());
        }
        return members;
    }

    /** Gives the canonical texts of an array's elements; empty when the text is no array. */
    static List<String> elements(String json) {
        List<String> elements = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    StringBuilder out = new StringBuilder();
                    value(parser, out);
                    elements.add(out.toString());
                }
            }
            return elements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void value(JsonParser parser, StringBuilder out) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, out);
            case START_ARRAY -> array(parser, out);
            case VALUE_STRING -> quote(parser.getText(), out);
            default -> out.append(parser.getText());
        }
    }

    private static void array(JsonParser parser, StringBuilder out) throws IOException {
        out.append('[');
        boolean first = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!first) {
                out.append(',');
            }
            first = false;
            value(parser, out);
        }
        out.append(']');
    }

    private record Span(String key, int start, int end) {}

    private static void object(JsonParser parser, StringBuilder out) throws IOException {
        out.append('{');
        int from = out.length();
        List<Span> spans = new ArrayList<>();
        boolean sorted = true;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            if (!spans.isEmpty()) {
                out.append(',');
                sorted &= spans.get(spans.size() - 1).key().compareTo(key) < 0;
            }
            int start = out.length();
            quote(key, out);
            out.append(':');
            value(parser, out);
            spans.add(new Span(key, start, out.length()));
        }
        if (!sorted) {
            sort(out, from, spans);
        }
        out.append('}');
    }

    /** Reorders members that were written in the order they came; sorted input, the usual case, is not copied again. */
    private static void sort(StringBuilder out, int from, List<Span> spans) {
        String unsorted = out.substring(from);
        spans.sort(Comparator.comparing(Span::key));
        out.setLength(from);
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            boolean overwritten = i + 1 < spans.size() && spans.get(i + 1).key().equals(span.key());
            if (!overwritten) {
                if (out.length() > from) {
                    out.append(',');
                }
                out.append(unsorted, span.start() - from, span.end() - from);
            }
        }
    }

    /** Gives a JSON string as Go writes it. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        quote(text, out);
        return out.toString();
    }

    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                        escape(c, out);
                    } else {
                        out.append(loneSurrogate(text, i) ? '\ufffd' : c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean loneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    private static void escape(char c, StringBuilder out) {
        out.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[(c >> 8) & 15])
                .append(HEX[(c >> 4) & 15])
                .append(HEX[c & 15]);
    }

    /** Reads a tree that, written again, spells every number as before. */
    static JsonNode tree(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return node(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode node(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    object.set(key, node(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(node(parser));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
            case VALUE_NULL -> NODES.nullNode();
            default -> number(parser.getText());
        };
    }

    /** Makes a number node where Jackson would write the same text, and a raw one where it would not (1e3, -0.0). */
    private static JsonNode number(String text) {
        if (text.chars().allMatch(c -> c == '-' || Character.isDigit(c)) && !text.equals("-0")) {
            BigInteger whole = new BigInteger(text);
            if (whole.bitLength() < 32) {
                return NODES.numberNode(whole.intValue());
            }
            return whole.bitLength() < 64 ? NODES.numberNode(whole.longValue()) : NODES.numberNode(whole);
        }
        BigDecimal decimal = new BigDecimal(text);
        return decimal.toString().equals(text) ? NODES.numberNode(decimal) : NODES.rawValueNode(new RawValue(text));
    }
}
