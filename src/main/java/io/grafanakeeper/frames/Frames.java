package io.grafanakeeper.frames;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads answers of {@code /api/ds/query} from files: what they hold at once, their rows as often as they are asked for.
 *
 * <p>The same bytes always give the same rows. Not thread-safe.
 */
public final class Frames implements Closeable {
    private final List<Source> sources;
    private final Predicate<String> wanted;
    private final Tidy tidy;

    private Frames(List<Source> sources, Predicate<String> wanted) {
        this.sources = sources;
        this.wanted = wanted;
        this.tidy = new Tidy(
                refIds(), sources.stream().flatMap(source -> frames(source)).toList());
    }

    /** Pairs a file with what was found in it. */
    private record Source(FileChannel file, AnswerScan found) {}

    /**
     * Opens an answer and finds what is in it; values are not read yet.
     *
     * @throws FramesException if the file is no answer with {@code results}, or is cut or damaged where frames are described
     * @throws IOException if the file cannot be read
     */
    public static Frames open(Path answer) throws IOException {
        return open(List.of(answer), refId -> true);
    }

    /**
     * Opens several answers as if they were one.
     *
     * @param wanted tells which queries are wanted; the others are as if they were not there
     * @throws FramesException if a file is no answer with {@code results}, or is cut or damaged where frames are described
     * @throws IOException if a file cannot be read
     */
    public static Frames open(List<Path> answers, Predicate<String> wanted) throws IOException {
        List<Source> sources = new ArrayList<>();
        boolean good = false;
        try {
            for (Path answer : answers) {
                FileChannel file = FileChannel.open(answer, StandardOpenOption.READ);
                AnswerScan scan = new AnswerScan(new JsonScan(file));
                sources.add(new Source(file, scan));
                scan.run();
            }
            Frames frames = new Frames(sources, wanted);
            good = true;
            return frames;
        } finally {
            if (!good) {
                close(sources);
            }
        }
    }

    /** Returns the queries that the answer has results for, in its order; Grafana 7 leaves out those without data. */
    public List<String> refIds() {
        return sources.stream()
                .flatMap(source -> source.found().refIds.stream())
                .filter(wanted)
                .toList();
    }

    /** Returns the queries that failed. Their rows, if there are any, are given all the same. */
    public List<QueryError> errors() {
        return sources.stream()
                .flatMap(source -> source.found().errors.stream())
                .filter(error -> wanted.test(error.refId()))
                .toList();
    }

    /** Returns what data sources remarked. */
    public List<Notice> notices() {
        return sources.stream()
                .flatMap(source -> source.found().notices.stream())
                .filter(notice -> wanted.test(notice.refId()))
                .toList();
    }

    /** Returns the header of the rows. */
    public Columns columns() {
        return tidy.columns();
    }

    /**
     * Gives all rows to a sink, frame by frame.
     *
     * @throws FramesException if values are damaged; the sink has got the rows before
     * @throws IOException if the file cannot be read or the sink fails
     */
    public void rows(RowSink sink) throws IOException {
        sink.begin(tidy.columns());
        for (Source source : sources) {
            for (Frame frame : frames(source).toList()) {
                FrameData data = frame.data();
                if (data != null) {
                    new FrameRows(frame, cursor(source.file(), frame, data), tidy).give(sink);
                }
            }
        }
    }

    private Stream<Frame> frames(Source source) {
        return source.found().frames.stream().filter(frame -> wanted.test(frame.refId()));
    }

    private static FrameCursor cursor(FileChannel file, Frame frame, FrameData data) throws IOException {
        if (data instanceof FrameData.ByRow byRow) {
            return new ByRowCursor(file, frame.fields(), byRow.rows());
        }
        return new ByColumnCursor(file, frame.fields(), (FrameData.ByColumn) data);
    }

    @Override
    public void close() throws IOException {
        close(sources);
    }

    private static void close(List<Source> sources) throws IOException {
        for (Source source : sources) {
            source.file().close();
        }
    }
}
