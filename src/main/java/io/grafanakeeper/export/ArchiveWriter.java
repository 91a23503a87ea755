package io.grafanakeeper.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes a {@code tar.gz} whose bytes depend on nothing but its entries: one time for all, no owner, no time in the gzip header.
 *
 * <p>The format is POSIX (pax): names of any length in UTF-8.
 */
final class ArchiveWriter implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final int READABLE = 0100644;

    private final TarArchiveOutputStream tar;
    private final long millis;

    /**
     * Creates a writer.
     *
     * @param time the time of every entry, kept to the second
     */
    ArchiveWriter(OutputStream out, Instant time) throws IOException {
        tar = new TarArchiveOutputStream(new GZIPOutputStream(out, BUFFER), "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        millis = time.getEpochSecond() * 1000;
    }

    /** Adds a file. */
    void add(String path, byte[] bytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        // The constructor puts in the name of whoever runs the process.
        entry.setUserName("");
        entry.setMode(READABLE);
        entry.setModTime(millis);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes, 0, bytes.length);
        tar.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
