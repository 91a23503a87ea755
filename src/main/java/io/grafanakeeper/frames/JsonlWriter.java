package io.grafanakeeper.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes rows as JSON Lines: one object a line with all columns, null where there is no value. Numbers keep their spelling;
 * {@code NaN}, {@code +Inf}, {@code -Inf} and times are strings; nested values are JSON.
 */
public final class JsonlWriter implements RowWriter {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private final Output out;
    private byte[][] keys = {};
    private long rows;

    /** Creates a writer to a stream. */
    public JsonlWriter(OutputStream out) {
        this.out = new Output(out);
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public void begin(Columns columns) throws IOException {
        keys = new byte[columns.list().size()][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(columns.list().get(i).name(), i == 0 ? '{' : ',');
        }
    }

    @Override
    public void row(Row row) throws IOException {
        int size = row.size();
        for (int i = 0; i < size; i++) {
            out.put(keys[i], 0, keys[i].length);
            value(row.cell(i));
        }
        out.put('}');
        out.put('\n');
        rows++;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    private static byte[] key(String name, char before) throws IOException {
        java.io.ByteArrayOutputStream key = new java.io.ByteArrayOutputStream();
        Output out = new Output(key);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        out.put(before);
        text(out, utf8, 0, utf8.length);
        out.put(':');
        out.flush();
        return key.toByteArray();
    }

    private void value(Cell cell) throws IOException {
        switch (cell.kind()) {
            case ABSENT, NULL -> out.put(NULL, 0, NULL.length);
            case NUMBER, BOOLEAN, JSON -> out.put(cell.bytes(), cell.start(), cell.end());
            case STRING, TIME, NON_FINITE -> {
                if (cell.plain()) {
                    out.put('"');
                    out.put(cell.bytes(), cell.start(), cell.end());
                    out.put('"');
                } else {
                    text(out, cell.bytes(), cell.start(), cell.end());
                }
            }
        }
    }

    private static void text(Output out, byte[] bytes, int start, int end) throws IOException {
        out.put('"');
        int from = start;
        for (int at = start; at < end; at++) {
            byte found = bytes[at];
            if (found == '"' || found == '\\' || (found >= 0 && found < ' ')) {
                out.put(bytes, from, at);
                escape(out, found);
                from = at + 1;
            }
        }
        out.put(bytes, from, end);
        out.put('"');
    }

    private static void escape(Output out, byte found) throws IOException {
        out.put('\\');
        int letter = "\b\f\n\r\t\"\\".indexOf(found);
        if (letter >= 0) {
            out.put("bfnrt\"\\".charAt(letter));
        } else {
            out.put("u00");
            out.put(HEX[found >> 4]);
            out.put(HEX[found & 15]);
        }
    }
}
