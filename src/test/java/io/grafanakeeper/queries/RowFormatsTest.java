package io.grafanakeeper.queries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.settings.ResultFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reads what was written, in both formats. */
class RowFormatsTest {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "NaN",
            "+Inf",
            "-Inf",
            "0",
            "-0",
            "007",
            "1e3",
            "1E-400",
            "12345678901234567890.10",
            "true",
            "null",
            "{}",
            "[1,2.0]",
            "{\"a\": 1}",
            "{\"b\":1,\"a\":2}",
            "{\"a\":\"\\\"x\\\"\"}",
            "[",
            "a,b",
            "\"",
            "\"\"",
            "x\r\ny",
            "\n",
            "\r",
            " lead",
            "\t",
            "\u0001",
            "\u001f",
            "\u007f",
            "\u2028",
            "ünï",
            "😀",
            "\\",
            "\\n",
            "#x",
            "=1+1");
    private static final List<String> TYPES = List.of("time", "number", "string", "boolean", "enum", "json", "other");

    @Test
    void comesBackFromJsonTheSameBytesWhateverTheRowsAndTheTypes() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            int width = 1 + random.nextInt(5);
            ResultColumns columns = random.nextInt(4) == 0 ? known(List.of()) : known(types(random, width));
            StringBuilder csv = new StringBuilder();
            line(csv, width, column -> "c" + column + (column == 2 ? ",\"\r\n" : ""));
            for (int row = random.nextInt(20); row > 0; row--) {
                // A line of a single empty field would be an empty line: rows of ours have three columns at least.
                boolean single = width == 1;
                line(csv, width, column -> !single && random.nextInt(4) == 0 ? null : value(random));
            }
            String jsonl = convert(ResultFormat.CSV, csv.toString(), ResultFormat.JSONL, columns);
            for (String line : jsonl.split("\n", -1)) {
                assertTrue(
                        line.isEmpty()
                                || LosslessJson.read(line.getBytes(UTF_8)).size() == width,
                        line);
            }
            if (!jsonl.isEmpty()) {
                assertEquals(csv.toString(), convert(ResultFormat.JSONL, jsonl, ResultFormat.CSV, columns));
            }
            assertEquals(csv.toString(), convert(ResultFormat.CSV, csv.toString(), ResultFormat.CSV, columns));
            assertEquals(jsonl, convert(ResultFormat.JSONL, jsonl, ResultFormat.JSONL, columns));
        }
    }

    @Test
    void knowsTheNumbersOfJson() {
        for (String number :
                List.of("0", "-0", "10", "0.0", "-1.50", "1e3", "1E+3", "2.5e-10", "12345678901234567890")) {
            assertTrue(JsonNumber.is(number), number);
        }
        for (String other :
                List.of("", "-", "+1", "01", ".5", "1.", "1e", "1e+", "0x1", "NaN", "1 ", "1,0", "٣", "1e3.0")) {
            assertFalse(JsonNumber.is(other), other);
        }
    }

    private interface Cells {
        @Nullable
        String text(int column);
    }

    private static void line(StringBuilder csv, int width, Cells cells) {
        for (int column = 0; column < width; column++) {
            csv.append(column == 0 ? "" : ",");
            String text = cells.text(column);
            if (text != null) {
                boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c < ' ' || c == ',' || c == '"');
                csv.append(plain ? text : "\"" + text.replace("\"", "\"\"") + "\"");
            }
        }
        csv.append("\r\n");
    }

    private static String value(Random random) {
        if (random.nextInt(4) > 0) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        }
        return random.ints(random.nextInt(40), 1, 0x2fff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<String> types(Random random, int width) {
        return IntStream.range(0, width)
                .mapToObj(column -> TYPES.get(random.nextInt(TYPES.size())))
                .toList();
    }

    private static ResultColumns known(List<String> types) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode columns = schema.putArray("columns");
        types.forEach(type -> columns.addObject()
                .put("name", "c" + (columns.size() - 1) + (columns.size() == 3 ? ",\"\r\n" : ""))
                .put("role", "value")
                .put("type", type));
        return new ResultColumns(schema);
    }

    private static String convert(ResultFormat from, String text, ResultFormat to, ResultColumns columns)
            throws IOException {
        ByteArrayInputStream file = new ByteArrayInputStream(text.getBytes(UTF_8));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RowReader reader = from == ResultFormat.CSV ? new CsvRowReader(file, columns) : new JsonlRowReader(file)) {
            RowOutput output = RowOutput.begin(to, reader.header(), bytes);
            int[] places = IntStream.range(0, reader.header().size()).toArray();
            while (reader.next()) {
                output.row(reader, places);
            }
            output.flush();
        }
        return bytes.toString(UTF_8);
    }
}
