package io.grafanakeeper.queries;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file one after another. */
interface RowReader extends Closeable {
    /**
     * Opens a file.
     *
     * @throws IOException if its stream fails, or as {@link MalformedRowsException} if it is not what was written
     */
    static RowReader open(ResultStore.StoredWindow window, InputStream file, ResultColumns columns) throws IOException {
        return switch (window.format()) {
            case CSV -> new CsvRowReader(file, columns);
            case JSONL -> new JsonlRowReader(file);
        };
    }

    /** Returns the names of its columns in order; empty if the file is empty. */
    List<String> header();

    /** Goes to the next row; false after the last. */
    boolean next() throws IOException;

    /** Returns a value of the current row, a JSON value as its text; null if there is none. */
    @Nullable
    String text(int column);

    /** Tells whether a value that is there is a number, {@code true}, {@code false}, an array or an object, and not a string. */
    boolean bare(int column);
}
