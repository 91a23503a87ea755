package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.grafanakeeper.json.LosslessJson;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares and shows JSON values as people take them: 1 and 1.0 are the same number. */
final class Values {
    private static final int LONGEST = 60;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}._:/+*%$-]{1,40}");

    private Values() {}

    /** Tells whether two values mean the same, however their numbers are spelled. */
    static boolean same(@Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        if (one instanceof ObjectNode first && other instanceof ObjectNode second) {
            return sameFields(first, second);
        }
        if (one instanceof ArrayNode first && other instanceof ArrayNode second) {
            return sameElements(first, second);
        }
        return (isNumber(one) && isNumber(other))
                ? sameNumber(LosslessJson.text(one), LosslessJson.text(other))
                : one.equals(other);
    }

    private static boolean sameFields(ObjectNode one, ObjectNode other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : one.properties()) {
            if (!same(field.getValue(), other.get(field.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameElements(ArrayNode one, ArrayNode other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(JsonNode value) {
        return value.isNumber() || value instanceof POJONode;
    }

    private static boolean sameNumber(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException e) {
            // An exponent beyond what a BigDecimal holds.
            return false;
        }
    }

    /** Tells whether a value is one that a sentence can show. */
    static boolean showable(@Nullable JsonNode value) {
        return value != null && value.isValueNode() && LosslessJson.text(value).length() <= LONGEST;
    }

    /** Shows a value: plain if it is a number or one word, in quotes otherwise. */
    static String show(JsonNode value) {
        if (value.isNull()) {
            return "null";
        }
        return show(LosslessJson.text(value));
    }

    /** Shows a text: plain if it is one word, in quotes otherwise. */
    static String show(String text) {
        return WORD.matcher(text).matches() ? text : quote(text);
    }

    /** Quotes a text on one line, cut where it is long. */
    static String quote(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
        boolean fits = line.codePointCount(0, line.length()) <= LONGEST;
        return "'" + (fits ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…") + "'";
    }
}
