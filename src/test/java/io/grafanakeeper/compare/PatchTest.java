package io.grafanakeeper.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PatchTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> KEYS =
            List.of("", "a", "b", "a/b", "~", "~1", "0", "-", "01", "99999999999", "\0n1", "é", "value", "path");
    private static final List<String> NUMBERS =
            List.of("1.0", "1", "1e3", "-0.0", "9007199254740993", "123456789012345678901234567890", "1E+2", "0.10");
    private static final List<String> TEXTS = List.of("", "x", "\0", "\0n1.0", "\0s", "\0a[", "1.0", "/");

    @Test
    void keepsTheSpellingOfNumbers() throws IOException {
        assertEquals("[{\"op\":\"replace\",\"path\":\"/a\",\"value\":1.0}]", patch("{\"a\":1}", "{\"a\":1.0}"));
        assertEquals(
                "[{\"op\":\"add\",\"path\":\"/b\",\"value\":[1e3,{\"c\":-0.0}]}]",
                patch("{\"a\":2.50}", "{\"a\":2.50,\"b\":[1e3,{\"c\":-0.0}]}"));
    }

    @Test
    void isEmptyForKeysInAnotherOrder() throws IOException {
        assertEquals("[]", patch("{\"a\":1,\"b\":[{\"c\":1.0,\"d\":2}]}", "{\"b\":[{\"d\":2,\"c\":1.0}],\"a\":1}"));
    }

    @Test
    void doesNotTakeStringsForItsOwnMasks() throws IOException {
        assertEquals(
                "[{\"op\":\"replace\",\"path\":\"/a\",\"value\":\"\\u0000n1.0\"}]",
                patch("{\"a\":1.0}", "{\"a\":\"\\u0000n1.0\"}"));
    }

    @Test
    void replacesALongArrayAsAWhole() throws IOException {
        String from = "{\"a\":" + numbers(0, 20_000) + "}";
        String to = "{\"a\":" + numbers(1, 20_000) + "}";
        assertEquals("[{\"op\":\"replace\",\"path\":\"/a\",\"value\":" + numbers(1, 20_000) + "}]", patch(from, to));
    }

    @Test
    void bearsTheDeepestNestingThatIsRead() throws IOException {
        String open = "[".repeat(490);
        String close = "]".repeat(490);
        assertGives(bytes(open + "1.0" + close), bytes(open + "1.00" + close));
    }

    @Test
    void givesExactlyTheOtherDocumentWhenApplied() throws IOException {
        Random random = new Random(20261120);
        for (int i = 0; i < 3000; i++) {
            JsonNode from = value(random, 4);
            byte[] before = LosslessJson.canonical(from);
            JsonNode to = from.deepCopy();
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                to = mutate(random, to, 4);
            }
            assertGives(before, LosslessJson.canonical(to));
        }
    }

    private static void assertGives(byte[] from, byte[] to) throws IOException {
        JsonNode patch = LosslessJson.read(Patch.between(from, to));
        JsonNode result = PatchApplier.apply(patch, LosslessJson.read(from));
        assertArrayEquals(to, LosslessJson.canonical(result), () -> text(from) + " -> " + text(to) + ": " + patch);
        if (java.util.Arrays.equals(from, to)) {
            assertTrue(patch.isEmpty());
        }
    }

    private static String patch(String from, String to) throws IOException {
        return text(Patch.between(bytes(from), bytes(to)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String numbers(int first, int count) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(first + i + ".0");
        }
        return "[" + String.join(",", numbers) + "]";
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> NODES.textNode(pick(random, TEXTS));
            case 1 -> (JsonNode) NODES.rawValueNode(new RawValue(pick(random, NUMBERS)));
            case 2 -> NODES.numberNode((long) random.nextInt(5));
            case 3 -> NODES.booleanNode(random.nextBoolean());
            case 4 -> NODES.nullNode();
            case 5 -> array(random, depth);
            default -> object(random, depth);
        };
    }

    private static ArrayNode array(Random random, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            array.add(value(random, depth - 1));
        }
        return array;
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.set(pick(random, KEYS), value(random, depth - 1));
        }
        return object;
    }

    /** Changes, adds, removes or moves something somewhere in a tree. */
    private static JsonNode mutate(Random random, JsonNode value, int depth) {
        if (value instanceof ObjectNode object && random.nextInt(8) > 0) {
            String key = pick(random, KEYS);
            JsonNode old = object.get(key);
            if (old != null && random.nextInt(4) == 0) {
                object.remove(key);
            } else {
                object.set(key, old == null ? value(random, depth - 1) : mutate(random, old, depth - 1));
            }
            return object;
        }
        if (value instanceof ArrayNode array && random.nextInt(8) > 0) {
            mutateArray(random, array, depth);
            return array;
        }
        return value(random, Math.max(depth, 0));
    }

    private static void mutateArray(Random random, ArrayNode array, int depth) {
        int index = array.isEmpty() ? 0 : random.nextInt(array.size());
        switch (array.isEmpty() ? 0 : random.nextInt(4)) {
            case 0 -> array.insert(index, value(random, depth - 1));
            case 1 -> array.remove(index);
            case 2 -> array.insert(random.nextInt(array.size()), array.remove(index));
            default -> array.set(index, mutate(random, array.get(index), depth - 1));
        }
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
