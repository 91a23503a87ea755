package io.grafanakeeper.queries;

import io.grafanakeeper.settings.ResultFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes rows in one of the formats, spelled as the files of windows are. */
interface RowOutput {
    /** Begins a file: the header is written at once where the format has one. It is whole after {@link #flush()}. */
    static RowOutput begin(ResultFormat format, List<String> header, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        return switch (format) {
            case CSV -> new CsvOutput(header, writer);
            case JSONL -> new JsonlOutput(header, writer);
        };
    }

    /**
     * Writes the current row of a reader.
     *
     * @param columns for each column of the header the reader's, or -1 if it has none
     */
    void row(RowReader reader, int[] columns) throws IOException;

    /** Hands everything to the stream, which stays open. */
    void flush() throws IOException;
}
