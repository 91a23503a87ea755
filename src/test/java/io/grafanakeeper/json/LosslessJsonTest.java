package io.grafanakeeper.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LosslessJsonTest {
    @Test
    void keepsTheSpellingOfEveryNumber() throws IOException {
        for (String number : List.of(
                "0",
                "-0",
                "-0.0",
                "1.0",
                "1e3",
                "1E-7",
                "1e+3",
                "9007199254740993",
                "-9223372036854775808",
                "9223372036854775808",
                "1234567890123456789012345",
                "0.1234567890123456789012345",
                "1e999")) {
            assertEquals("[" + number + "]", canonical("[ " + number + " ]"));
            assertEquals(number, LosslessJson.text(LosslessJson.read(bytes(number))));
        }
    }

    @Test
    void refusesWhatIsNoJson() {
        for (String text : List.of(
                "",
                " ",
                "00",
                "01",
                "+1",
                "1.",
                ".5",
                "NaN",
                "{",
                "[1,",
                "[1]]",
                "{} {}",
                "{\"a\"}",
                "nul",
                "'a'",
                "{\"a\":1,}",
                "[1,]",
                "\"\t\"",
                "/* c */ 1")) {
            assertThrows(IOException.class, () -> LosslessJson.read(bytes(text)), text);
        }
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        assertThrows(IOException.class, () -> LosslessJson.read(new byte[] {'"', (byte) 0xC3, '(', '"'}));
    }

    @Test
    void sortsTheKeysOfEveryObjectAndKeepsTheOrderOfArrays() throws IOException {
        assertEquals(
                "{\"A\":[{\"a\":1,\"b\":2},3,1],\"a\":{},\"ä\":null}",
                canonical("{\"ä\": null, \"a\": {}, \"A\": [{\"b\": 2, \"a\": 1}, 3, 1]}"));
    }

    @Test
    void takesTheLastOfTwoEqualKeysAsGrafanaDoes() throws IOException {
        assertEquals("{\"a\":2}", canonical("{\"a\":1,\"a\":2}"));
    }

    @Test
    void writesTextOneWayHoweverItWasEscaped() throws IOException {
        assertEquals("\"<é\\uD83D\\uDE00\\u0000\\n/\"", canonical("\"\\u003c\\u00e9\\ud83d\\ude00\\u0000\\u000a\\/\""));
    }

    @Test
    void keepsHalfOfASurrogatePairInText() throws IOException {
        String written = canonical("{\"a\":\"\\uDC00\\uD83Dé\"}");

        assertEquals("{\"a\":\"\\uDC00\\uD83Dé\"}", written);
        assertEquals(written, canonical(written));
    }

    @Test
    void refusesHalfOfASurrogatePairInAKeyInsteadOfLosingIt() {
        assertThrows(IOException.class, () -> LosslessJson.read(bytes("{\"\\uD800k\":1}")));
    }

    @Test
    void streamsTheSameTextInFieldsAndInTrees() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = LosslessJson.generator(out)) {
            json.writeStartObject();
            json.writeStringField("title", "a\uD800");
            json.writeFieldName("tree");
            json.writeTree(LosslessJson.read(bytes("{\"x\":\"a\\uD800\",\"n\":1e3}")));
            json.writeEndObject();
        }
        assertEquals(
                "{\"title\":\"a\\uD800\",\"tree\":{\"x\":\"a\\uD800\",\"n\":1e3}}",
                out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void tellsSpellingsApart() throws IOException {
        assertFalse(LosslessJson.same(LosslessJson.read(bytes("1")), LosslessJson.read(bytes("1.0"))));
        assertFalse(LosslessJson.same(LosslessJson.read(bytes("1.0")), LosslessJson.read(bytes("\"1.0\""))));
        assertTrue(LosslessJson.same(
                LosslessJson.read(bytes("{\"a\":1,\"b\":2}")), LosslessJson.read(bytes("{ \"b\":2,\"a\":1 }"))));
    }

    @Test
    void readsFiveHundredLevelsAndRefusesMore() throws IOException {
        String deep = "[".repeat(500) + "]".repeat(500);
        assertEquals(deep, canonical(deep));
        assertThrows(IOException.class, () -> LosslessJson.read(bytes("[" + deep + "]")));
    }

    @Test
    void readsBackWhatItWroteWhateverTheValue() throws IOException {
        SplittableRandom random = new SplittableRandom(42);
        for (int round = 0; round < 500; round++) {
            StringBuilder json = new StringBuilder();
            value(random, json, 0);
            String written = canonical(json.toString());
            assertEquals(written, canonical(written), json::toString);
        }
    }

    private static void value(SplittableRandom random, StringBuilder json, int depth) {
        switch (random.nextInt(depth < 5 ? 7 : 5)) {
            case 0 -> json.append(random.nextLong());
            case 1 ->
                json.append(random.nextInt(100))
                        .append(".")
                        .append(random.nextInt(1000))
                        .append("e-")
                        .append(random.nextInt(400));
            case 2 -> text(random, json);
            case 3 -> json.append(random.nextBoolean());
            case 4 -> json.append("null");
            case 5 -> {
                json.append("[");
                for (int i = random.nextInt(4); i > 0; i--) {
                    value(random, json, depth + 1);
                    json.append(i > 1 ? " , " : "");
                }
                json.append("]");
            }
            default -> {
                json.append("{");
                for (int i = random.nextInt(4); i > 0; i--) {
                    json.append('"').append(random.nextInt(10)).append("é\\u0416\"");
                    json.append(" : ");
                    value(random, json, depth + 1);
                    json.append(i > 1 ? "," : "");
                }
                json.append("}");
            }
        }
    }

    /** Writes a string of any UTF-16 code units, half pairs among them. */
    private static void text(SplittableRandom random, StringBuilder json) {
        json.append('"');
        for (int i = random.nextInt(6); i > 0; i--) {
            int unit = random.nextInt(4) == 0 ? 0xD700 + random.nextInt(0x1000) : random.nextInt(0x250);
            json.append(String.format("\\u%04x", unit));
        }
        json.append('"');
    }

    private static String canonical(String json) throws IOException {
        return new String(LosslessJson.canonical(LosslessJson.read(bytes(json))), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
