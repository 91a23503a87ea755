package io.grafanakeeper.downloads;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps what is written in memory until it becomes too much; from then on everything goes to an upload. Not thread-safe. */
final class Spool extends OutputStream {
    private final int limit;
    private final Supplier<DownloadStore.Upload> uploads;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private DownloadStore.@Nullable Upload upload;

    /**
     * Creates a spool.
     *
     * @param limit the most bytes to keep in memory
     * @param uploads begins the upload, if one is needed
     */
    Spool(int limit, Supplier<DownloadStore.Upload> uploads) {
        this.limit = limit;
        this.uploads = uploads;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (upload == null && head.size() + length > limit) {
            upload = uploads.get();
            upload.write(head.toByteArray(), 0, head.size());
            head.reset();
        }
        if (upload == null) {
            head.write(bytes, offset, length);
        } else {
            upload.write(bytes, offset, length);
        }
    }

    /** Returns what was written if it is all in memory, or commits the upload and returns null. */
    byte @Nullable [] finish() {
        if (upload == null) {
            return head.toByteArray();
        }
        upload.commit();
        return null;
    }
}
