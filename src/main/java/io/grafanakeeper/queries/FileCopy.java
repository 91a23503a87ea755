package io.grafanakeeper.queries;

import io.grafanakeeper.settings.ResultFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies files with the same columns one after another; the header of CSV only from the first. */
final class FileCopy {
    private static final int BUFFER = 64 * 1024;

    private final ResultFormat format;
    private final OutputStream out;
    private boolean begun;

    FileCopy(ResultFormat format, OutputStream out) {
        this.format = format;
        this.out = out;
    }

    void add(InputStream file) throws IOException {
        InputStream in = new BufferedInputStream(file, BUFFER);
        if (begun && format == ResultFormat.CSV) {
            skipHeader(in);
        }
        begun = true;
        byte[] buffer = new byte[BUFFER];
        int last = '\n';
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            out.write(buffer, 0, length);
            last = length == 0 ? last : buffer[length - 1];
        }
        if (last != '\n') {
            // Nothing of ours ends without a line end, but what was edited by hand may.
            out.write(format == ResultFormat.CSV ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
        }
    }

    /** Skips a line; a line end between quotes belongs to a name. */
    private static void skipHeader(InputStream in) throws IOException {
        boolean quoted = false;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '"') {
                quoted = !quoted;
            } else if (next == '\n' && !quoted) {
                return;
            }
        }
    }
}
