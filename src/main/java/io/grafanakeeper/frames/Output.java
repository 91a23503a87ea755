package io.grafanakeeper.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Collects bytes on their way to a stream. (The JDK's own takes a lock for every write.) */
final class Output {
    private static final int SHORT = 2 * Long.BYTES;

    private final OutputStream out;
    private final byte[] buffer = new byte[16 * 1024];
    private int length;

    Output(OutputStream out) {
        this.out = out;
    }

    void put(int b) throws IOException {
        if (length == buffer.length) {
            drain();
        }
        buffer[length++] = (byte) b;
    }

    void put(byte[] bytes, int start, int end) throws IOException {
        int count = end - start;
        if (count > buffer.length - length) {
            drain();
            if (count > buffer.length) {
                out.write(bytes, start, count);
                return;
            }
        }
        System.arraycopy(bytes, start, buffer, length, count);
        length += count;
    }

    /** Puts a separator and what follows it. */
    void put(char before, byte[] bytes, int start, int end) throws IOException {
        int count = end - start;
        if (count >= buffer.length - length) {
            put(before);
            put(bytes, start, end);
            return;
        }
        buffer[length++] = (byte) before;
        if (count <= SHORT && start <= bytes.length - SHORT && length <= buffer.length - SHORT) {
            // Twice eight bytes, needed or not, are faster than finding out how many to copy.
            Eight.put(Eight.at(bytes, start), buffer, length);
            Eight.put(Eight.at(bytes, start + Long.BYTES), buffer, length + Long.BYTES);
        } else {
            System.arraycopy(bytes, start, buffer, length, count);
        }
        length += count;
    }

    void put(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        put(bytes, 0, bytes.length);
    }

    void flush() throws IOException {
        drain();
        out.flush();
    }

    private void drain() throws IOException {
        out.write(buffer, 0, length);
        length = 0;
    }
}
