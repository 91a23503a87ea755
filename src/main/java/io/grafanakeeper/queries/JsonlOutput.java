package io.grafanakeeper.queries;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes JSON Lines: one object a line with all columns, null where there is no value; numbers keep their spelling. */
final class JsonlOutput implements RowOutput {
    private static final HexFormat HEX = HexFormat.of();

    private final Writer out;
    private final List<String> keys = new ArrayList<>();

    JsonlOutput(List<String> header, Writer out) throws IOException {
        this.out = out;
        for (String name : header) {
            StringWriter key = new StringWriter();
            key.write(keys.isEmpty() ? '{' : ',');
            string(name, key);
            key.write(':');
            keys.add(key.toString());
        }
    }

    @Override
    public void row(RowReader reader, int[] columns) throws IOException {
        for (int i = 0; i < columns.length; i++) {
            out.write(keys.get(i));
            String text = columns[i] < 0 ? null : reader.text(columns[i]);
            if (text == null) {
                out.write("null");
            } else if (reader.bare(columns[i])) {
                out.write(text);
            } else {
                string(text, out);
            }
        }
        out.write("}\n");
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    private static void string(String text, Writer out) throws IOException {
        out.write('"');
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char found = text.charAt(at);
            if (found < ' ' || found == '"' || found == '\\') {
                out.write(text, from, at - from);
                escape(found, out);
                from = at + 1;
            }
        }
        out.write(text, from, text.length() - from);
        out.write('"');
    }

    private static void escape(char found, Writer out) throws IOException {
        out.write('\\');
        int letter = "\b\f\n\r\t\"\\".indexOf(found);
        if (letter >= 0) {
            out.write("bfnrt\"\\".charAt(letter));
        } else {
            out.write('u');
            out.write(HEX.toHexDigits(found));
        }
    }
}
