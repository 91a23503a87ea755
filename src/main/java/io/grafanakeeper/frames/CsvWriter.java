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
            Cell cell = row.cell(i);
            if (cell.plain() && i > 0) {
                out.put(',', cell.bytes(), cell.start(), cell.end());
                continue;
            }
            if (i > 0) {
                out.put(',');
            }
            if (cell.present()) {
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
        for (int at = quote(bytes, start, end); at < end; at = quote(bytes, at + 1, end)) {
            out.put(bytes, from, at + 1);
            from = at;
        }
        out.put(bytes, from, end);
        out.put('"');
    }

    /** Returns where the next quote is, or the end. */
    private static int quote(byte[] bytes, int start, int end) {
        int at = start;
        while (at <= end - Long.BYTES) {
            long quotes = Eight.quotes(Eight.at(bytes, at));
            if (quotes != 0) {
                return at + Eight.first(quotes);
            }
            at += Long.BYTES;
        }
        while (at < end && bytes[at] != '"') {
            at++;
        }
        return at;
    }

    /** Tells whether a text must be quoted: for the sake of any control character, not only of line ends. */
    private static boolean special(byte[] bytes, int start, int end) {
        int at = start;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            if (Eight.csvSpecial(Eight.at(bytes, at)) != 0) {
                return true;
            }
        }
        for (; at < end; at++) {
            byte found = bytes[at];
            if (found == ',' || found == '"' || (found >= 0 && found < ' ')) {
                return true;
            }
        }
        return false;
    }
}
