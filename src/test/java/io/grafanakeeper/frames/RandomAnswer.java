package io.grafanakeeper.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes answers up, with everything that a value, a label or a name may be. */
final class RandomAnswer {
    private static final List<String> NUMBERS =
            List.of("0", "-1", "1.50", "1e3", "9007199254740993", "null", "-0.0", "123456789012345678901");
    private static final List<String> TEXTS = List.of(
            "\"\"",
            "\"a,b\"",
            "\"plain text of some length\"",
            "\"\\\"\\u00e9\\n\"",
            "\"Straße – 😀\"",
            "null",
            "\"\\\\\\t/\"",
            "\"x\\ud83d\\ude00y\"");
    private static final List<String> TIMES = List.of("0", "1700000000123", "null", "-86400001", "1700000059999");
    private static final List<String> OTHERS = List.of("true", "false", "null", "[1,\"]\"]", "{\"a\":{}}", "2");
    private static final List<String> NAMES = List.of("value", "time", "host", "n", "", "a,b", "frame");

    private final Random random;

    RandomAnswer(long seed) {
        random = new Random(seed);
    }

    String json() {
        List<String> results = new ArrayList<>();
        for (String refId : List.of("A", "B")) {
            results.add("\"" + refId + "\":{\"frames\":[" + times(random.nextInt(4), i -> frame()) + "]}");
        }
        return "{\"results\":{" + String.join(",", results) + "}}";
    }

    private static String times(int count, IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(","));
    }

    private String frame() {
        int rows = random.nextInt(6);
        List<String> fields = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            String type = pick(List.of("time", "number", "string", "boolean"));
            List<String> values = switch (type) {
                case "time" -> TIMES;
                case "number" -> NUMBERS;
                case "string" -> TEXTS;
                default -> OTHERS;
            };
            fields.add("{\"name\":\"" + pick(NAMES) + "\",\"type\":\"" + type + "\"" + labels() + "}");
            columns.add("[" + blank() + times(rows, row -> pick(values) + blank()) + "]");
        }
        String schema = "\"schema\":{\"name\":\"" + pick(List.of("", "cpu")) + "\",\"fields\":["
                + String.join(",", fields) + "]}";
        String data = "\"data\":{\"values\":[" + String.join(",", columns) + "]}";
        return random.nextBoolean() ? "{" + schema + "," + data + "}" : "{" + data + "," + schema + "}";
    }

    private String labels() {
        return pick(List.of(
                "", ",\"labels\":{}", ",\"labels\":{\"host\":\"a\"}", ",\"labels\":{\"time\":\"b\",\"z\":\"ü\"}"));
    }

    private String blank() {
        return pick(List.of("", "", "", " ", "\n"));
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
