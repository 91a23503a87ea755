package io.grafanakeeper.frames;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Reads one answer of {@code /api/ds/query} from a file: what it holds at once, its rows as often as they are asked for.
 *
 * <p>The same bytes always give the same rows. Not thread-safe.
 */
public final class Frames implements Closeable {
    private final FileChannel file;
    private final AnswerScan found;
    private final Tidy tidy;

    private Frames(FileChannel file, AnswerScan found) {
        this.file = file;
        this.found = found;
        this.tidy = new Tidy(found.refIds, found.frames);
    }

    /**
     * Opens an answer and finds what is in it; values are not read yet.
     *
     * @throws FramesException if the file is no answer with {@code results}, or is cut or damaged where frames are described
     * @throws IOException if the file cannot be read
     */
    public static Frames open(Path answer) throws IOException {
        FileChannel file = FileChannel.open(answer, StandardOpenOption.READ);
        boolean good = false;
        try {
            AnswerScan scan = new AnswerScan(new JsonScan(file));
            scan.run();
            Frames frames = new Frames(file, scan);
            good = true;
            return frames;
        } finally {
            if (!good) {
                file.close();
            }
        }
    }

    /** Returns the queries that the answer has results for, in its order; Grafana 7 leaves out those without data. */
    public List<String> refIds() {
        return List.copyOf(found.refIds);
    }

    /** Returns the queries that failed. Their rows, if there are any, are given all the same. */
    public List<QueryError> errors() {
        return List.copyOf(found.errors);
    }

    /** Returns what data sources remarked. */
    public List<Notice> notices() {
        return List.copyOf(found.notices);
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
        for (Frame frame : found.frames) {
            FrameData data = frame.data();
            if (data != null) {
                new FrameRows(frame, cursor(frame, data), tidy).give(sink);
            }
        }
    }

    private FrameCursor cursor(Frame frame, FrameData data) throws IOException {
        if (data instanceof FrameData.ByRow byRow) {
            return new ByRowCursor(file, frame.fields(), byRow.rows());
        }
        return new ByColumnCursor(file, frame.fields(), (FrameData.ByColumn) data);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
