package io.grafanakeeper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how full a JVM's heap was from the log that {@code -Xlog:gc:file=…} writes. */
final class Heap {
    /** Ends a line on a collection: used before and used after, in mebibytes. */
    private static final Pattern COLLECTION = Pattern.compile("\\bPause\\b.* (\\d+)M->(\\d+)M\\(");

    private final Path log;
    private int linesRead;

    /** Creates a reader of a log that a JVM may still be writing. */
    Heap(Path log) {
        this.log = log;
    }

    /**
     * Is the heap's use over some time, in mebibytes. It is highest right before a collection, which empties it.
     *
     * @param collections how often it was collected; without any, the other numbers are 0
     * @param peak the highest use, garbage included
     * @param peakLive the highest use right after a collection, which is hardly more than what was needed
     */
    record Use(int collections, int peak, int peakLive) {}

    /** Reads what was written since the last time. */
    Use next() throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        Use use = use(lines.subList(linesRead, lines.size()));
        linesRead = lines.size();
        return use;
    }

    static Use use(List<String> lines) {
        int collections = 0;
        int peak = 0;
        int peakLive = 0;
        for (String line : lines) {
            Matcher collection = COLLECTION.matcher(line);
            if (collection.find()) {
                collections++;
                peak = Math.max(peak, Integer.parseInt(collection.group(1)));
                peakLive = Math.max(peakLive, Integer.parseInt(collection.group(2)));
            }
        }
        return new Use(collections, peak, peakLive);
    }
}
