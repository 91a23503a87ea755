package io.grafanakeeper.queries;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes CSV (RFC 4180): lines end with CR LF, no value is an empty field, an empty text is {@code ""}. */
final class CsvOutput implements RowOutput {
    private final Writer out;

    CsvOutput(List<String> header, Writer out) throws IOException {
        this.out = out;
        for (int i = 0; i < header.size(); i++) {
            field(i, header.get(i));
        }
        out.write("\r\n");
    }

    @Override
    public void row(RowReader reader, int[] columns) throws IOException {
        for (int i = 0; i < columns.length; i++) {
            field(i, columns[i] < 0 ? null : reader.text(columns[i]));
        }
        out.write("\r\n");
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    private void field(int index, @Nullable String text) throws IOException {
        if (index > 0) {
            out.write(',');
        }
        if (text == null) {
            return;
        }
        if (plain(text)) {
            out.write(text);
        } else {
            out.write('"');
            out.write(text.replace("\"", "\"\""));
            out.write('"');
        }
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char found = text.charAt(i);
            if (found < ' ' || found == ',' || found == '"') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
