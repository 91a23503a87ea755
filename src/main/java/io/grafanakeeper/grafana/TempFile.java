package io.grafanakeeper.grafana;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Opens temporary files and fills them with answers. */
final class TempFile {
    private static final int HEAD = 64 * 1024;

    private TempFile() {}

    /**
     * Opens an empty file that only our own user may read. It has no name on most systems and goes with the process at the latest,
     * so that nothing is left behind by a process that is killed.
     */
    static FileChannel open() {
        try {
            return FileChannel.open(
                    Files.createTempFile("grafana-list-", ".tmp"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Says that our own disk is to blame, not the server that was being asked. */
    static UncheckedIOException failed(IOException cause) {
        return new UncheckedIOException("a temporary file cannot be used: " + cause.getMessage(), cause);
    }

    /** Copies a body and returns its beginning, for messages. */
    static byte[] copy(InputStream body, OutputStream file, long maxBytes) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] buffer = new byte[HEAD];
        long length = 0;
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            length += count;
            if (length > maxBytes) {
                throw new TooLarge(maxBytes);
            }
            write(buffer, count, file);
            head.write(buffer, 0, Math.min(count, HEAD - head.size()));
        }
        return head.toByteArray();
    }

    private static void write(byte[] buffer, int count, OutputStream file) {
        try {
            file.write(buffer, 0, count);
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
