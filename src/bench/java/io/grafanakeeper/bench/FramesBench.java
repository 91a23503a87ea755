package io.grafanakeeper.bench;

import io.grafanakeeper.sandbox.AppProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Turns a frame of many rows into CSV in a JVM with a small heap, compares that with reading the same bytes without doing anything
 * with them, and ends with exit code 1 if it took more than twice the time:
 * {@code mvn -q -Pbench test-compile exec:java -Dbench.main=io.grafanakeeper.bench.FramesBench}.
 *
 * <p>It does so twice: compiled as a server is, and as Azure's platform compiles ({@code -XX:TieredStopAtLevel=1}).
 */
public final class FramesBench {
    private static final long FIRST = 1_700_000_000_000L;

    private FramesBench() {}

    /** Runs the benchmark. {@code -Dbench.rows} says how many rows there are (1000000), {@code -Dbench.heap} the heap (128m). */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rows = Integer.getInteger("bench.rows", 1_000_000);
        String heap = System.getProperty("bench.heap", "128m");
        Path file = Path.of("target", "bench", "frames.json");
        Files.createDirectories(file.getParent());
        write(file, rows);
        System.out.println(rows + " rows of 6 columns, " + Files.size(file) / 1_000_000 + " MB of JSON, heap " + heap);
        int exit = 0;
        for (List<String> jvm : List.of(List.<String>of(), List.of("-XX:TieredStopAtLevel=1"))) {
            exit |= run(file, heap, jvm);
        }
        Files.delete(file);
        System.exit(exit);
    }

    private static int run(Path file, String heap, List<String> jvm) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.addAll(jvm);
        command.addAll(List.of("-cp", AppProcess.classPath(), FramesRun.class.getName(), file.toString()));
        System.out.println(jvm.isEmpty() ? "Compiled as a server:" : "With " + String.join(" ", jvm) + ":");
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void write(Path file, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"results\":{\"A\":{\"status\":200,\"frames\":[{\"schema\":{\"refId\":\"A\",\"fields\":["
                    + "{\"name\":\"time\",\"type\":\"time\"},{\"name\":\"service\",\"type\":\"string\"},"
                    + "{\"name\":\"message\",\"type\":\"string\"},{\"name\":\"count\",\"type\":\"number\"},"
                    + "{\"name\":\"latency\",\"type\":\"number\"},{\"name\":\"share\",\"type\":\"number\"}]},"
                    + "\"data\":{\"values\":[");
            column(out, rows, "", row -> Long.toString(FIRST + row * 1000L));
            column(out, rows, ",", row -> "\"checkout-" + row % 97 + "\"");
            column(out, rows, ",", FramesBench::message);
            column(out, rows, ",", row -> Long.toString(row * 7919L % 100_003));
            column(out, rows, ",", row -> row * 31L % 9973 + "." + (100 + row % 900));
            column(
                    out,
                    rows,
                    ",",
                    row -> row % 10 == 0 ? "null" : "0." + (1_000_000_000L + row * 7_654_321L % 999_999_937));
            out.write("]}}]}}}");
        }
    }

    private static String message(int row) {
        return switch (row % 4) {
            case 0 -> "\"GET \\\"/cart/" + row + "\\\" took long\"";
            case 1 -> "\"Zahlung über Straße " + row + " – fällig\"";
            case 2 -> "\"order " + row + ", of two lines\\nand a tab\\t\"";
            default -> "\"plain words about number " + row + "\"";
        };
    }

    private static void column(Writer out, int rows, String before, IntFunction<String> value) throws IOException {
        out.write(before + "[");
        for (int row = 0; row < rows; row++) {
            out.write(row == 0 ? value.apply(row) : "," + value.apply(row));
        }
        out.write("]");
    }
}
