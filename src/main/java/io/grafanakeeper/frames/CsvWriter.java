package io.grafanakeeper.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes rows as CSV (RFC 4180): UTF-8 without a mark, lines end with CR LF, the first is the header. No value is an empty
 * field, an empty text is {@code ""}; {@code NaN}, {@code +Inf} and {@code -Inf} are spelled so.
 */
public final class CsvWriter implements RowWriter {
    private final Output out;
    private long rows;

    /** Creates a writer to a stream. */
    public CsvWriter(OutputStream out) {
        this.out = new Output(out);
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public void begin(Columns columns) throws IOException {
        boolean first = true;
        for (String name : columns.names()) {
            if (!first) {
                out.put(',');
            }
            first = false;
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            text(utf8, 0, utf8.length);
        }
        end();
    }

    @Override
    public void row(Row row) throws IOException {
        int size = row.size();
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.put(',');
            }
            Cell cell = row.cell(i);
            if (!cell.present()) {
                continue;
            }
            if (cell.plain() && cell.start() < cell.end()) {
                out.put(cell.bytes(), cell.start(), cell.end());
            } else {
                text(cell.bytes(), cell.start(), cell.end());
            }
        }
        end();
        rows++;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    private void end() throws IOException {
        out.put('\r');
        out.put('\n');
    }

    private void text(byte[] bytes, int start, int end) throws IOException {
        if (start < end && !special(bytes, start, end)) {
            out.put(bytes, start, end);
            return;
        }
        out.put('"');
        int from = start;
        for (int at = start; at < end; at++) {
            if (bytes[at] == '"') {
                out.put(bytes, from, at + 1);
                from = at;
            }
        }
        out.put(bytes, from, end);
        out.put('"');
    }

    private static boolean special(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            byte found = bytes[at];
            if (found == ',' || found == '"' || found == '\r' || found == '\n') {
                return true;
            }
        }
        return false;
    }
}
