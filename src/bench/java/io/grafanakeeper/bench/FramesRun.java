package io.grafanakeeper.bench;

import com.fasterxml.jackson.core.JsonParser;
import io.grafanakeeper.frames.CsvWriter;
import io.grafanakeeper.frames.Frames;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** Is the JVM of {@link FramesBench} that measures: both ways in turn, so that neither has the machine for itself. */
final class FramesRun {
    private static final int WARM_UP = 4;
    private static final int MEASURED = 7;
    private static final double LEAST = 0.5;

    private final Path file;

    private FramesRun(Path file) {
        this.file = file;
    }

    /** Is one way over the file. */
    @FunctionalInterface
    private interface Way {
        long go() throws IOException;
    }

    /** Measures, prints and ends with 1 if it is too slow. */
    public static void main(String[] arguments) throws IOException {
        FramesRun run = new FramesRun(Path.of(arguments[0]));
        double[] rows = new double[MEASURED];
        double[] tokens = new double[MEASURED];
        for (int round = -WARM_UP; round < MEASURED; round++) {
            double bare = seconds(run::tokens);
            double whole = seconds(run::rows);
            if (round >= 0) {
                tokens[round] = bare;
                rows[round] = whole;
            }
        }
        double ratio = median(tokens) / median(rows);
        System.out.printf(
                "  Jackson's tokens %.3f s, rows to CSV %.3f s (medians of %d): %.2f of the speed%n",
                median(tokens), median(rows), MEASURED, ratio);
        if (ratio < LEAST) {
            System.out.println("NOT MET: at least " + LEAST + " of the speed");
            System.exit(1);
        }
    }

    private static double seconds(Way way) throws IOException {
        long begun = System.nanoTime();
        if (way.go() == 0) {
            throw new IOException("nothing was read");
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static double median(double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private long tokens() throws IOException {
        long count = 0;
        try (JsonParser parser = LosslessJson.factory().createParser(file.toFile())) {
            while (parser.nextToken() != null) {
                count++;
            }
        }
        return count;
    }

    private long rows() throws IOException {
        try (Frames frames = Frames.open(file)) {
            CsvWriter csv = new CsvWriter(OutputStream.nullOutputStream());
            frames.rows(csv);
            csv.flush();
            return csv.rows();
        }
    }
}
