package io.grafanakeeper.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns a part of the file into the JSON it stands for. */
final class JsonTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Reading a number takes time that grows with the square of its length. */
    private static final int MAX_DIGITS = 400;

    private JsonTree() {}

    /** Reads a mapping as a JSON object. */
    static Optional<ObjectNode> object(YamlNode yaml) {
        if (!(yaml.node() instanceof MappingNode mapping)) {
            yaml.fault("must be a mapping such as { refId: A, datasource: { uid: prom }, expr: up }");
            return Optional.empty();
        }
        return yaml.expect(() -> object(mapping));
    }

    private static ObjectNode object(MappingNode mapping) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                object.set(key.getValue(), value(entry.getValueNode()));
            }
        }
        return object;
    }

    private static JsonNode value(Node node) {
        if (node instanceof MappingNode mapping) {
            return object(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.getValue().forEach(item -> array.add(value(item)));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private static JsonNode scalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        boolean number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
        if (number && text.length() > MAX_DIGITS) {
            throw new BadValue("holds a number of more than " + MAX_DIGITS + " characters");
        }
        if (tag.equals(Tag.INT)) {
            return whole(text);
        }
        if (tag.equals(Tag.FLOAT)) {
            return decimal(text);
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        return tag.equals(Tag.NULL) ? JSON.nullNode() : JSON.textNode(text);
    }

    private static JsonNode whole(String text) {
        int radix = text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : 10;
        BigInteger number = new BigInteger(radix == 10 ? text : text.substring(2), radix);
        return number.bitLength() < Long.SIZE ? JSON.numberNode(number.longValue()) : JSON.numberNode(number);
    }

    private static JsonNode decimal(String text) {
        try {
            return JSON.numberNode(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new BadValue("holds an infinite number or 'not a number', which JSON cannot carry");
        }
    }
}
