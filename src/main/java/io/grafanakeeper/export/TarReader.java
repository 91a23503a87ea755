package io.grafanakeeper.export;

import io.grafanakeeper.runs.ProblemException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a {@code tar} or {@code tar.gz} that nobody vouches for, one at a time.
 *
 * <p>Refused at once, with the entry's name: names that leave the archive, links and devices, files over 64 MB, more than 2 GB or
 * 200,000 entries in all, a ratio of compression that only bombs have, headers without end, and an archive that is cut or damaged.
 */
final class TarReader {
    static final long LARGEST_FILE = 64L * 1024 * 1024;
    static final int MOST_ENTRIES = 200_000;

    private static final String FIELD = "archive";
    private static final int GZIP = 0x1f8b;
    private static final int BLOCK = 512;
    private static final int BUFFER = 64 * 1024;
    /** Room for a file's own header, for long names and for the padding around them. */
    private static final long LARGEST_HEADERS = 1024 * 1024;

    private final Visitor visitor;
    private final Set<String> seen = new HashSet<>();
    private int entries;
    private String last = "";

    private TarReader(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Takes the files of an archive. */
    interface Visitor {
        /**
         * Takes a file.
         *
         * @param path its name without parts that mean nothing
         * @param modified its time, or null if the archive has none
         */
        void file(String path, byte[] bytes, @Nullable Instant modified);

        /** Is told that a name came again; the file itself is left out. */
        void duplicate(String path);
    }

    /**
     * Reads an archive to its end.
     *
     * @throws ProblemException 400, if it is refused
     */
    static void read(InputStream archive, Visitor visitor) {
        TarReader reader = new TarReader(visitor);
        try {
            reader.read(archive);
        } catch (Gauge.ExceededException e) {
            throw reader.refusal(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw reader.refusal("the archive is cut, damaged, or no tar or tar.gz at all: " + e.getMessage());
        }
    }

    private void read(InputStream archive) throws IOException {
        CountingStream packed = new CountingStream(archive);
        Gauge gauge = new Gauge(unpacked(packed), packed::count);
        TarArchiveInputStream tar = new TarArchiveInputStream(gauge, "UTF-8");
        for (TarArchiveEntry entry = next(tar, gauge); entry != null; entry = next(tar, gauge)) {
            last = entry.getName();
            check(entry);
            if (!entry.isDirectory()) {
                gauge.allow(entry.getSize() + LARGEST_HEADERS);
                file(tar, entry);
            }
        }
        finish(gauge);
    }

    /** Makes sure that this is the end and not a cut between two files, and lets gzip check its checksum. */
    private static void finish(Gauge gauge) throws IOException {
        boolean ended = gauge.zeros() >= BLOCK;
        byte[] rest = new byte[BUFFER];
        gauge.allow(LARGEST_HEADERS);
        while (gauge.read(rest, 0, rest.length) >= 0) {
            // Nothing but padding belongs here.
        }
        if (!ended) {
            throw new IOException("it has no end");
        }
    }

    private static InputStream unpacked(InputStream packed) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(packed, BUFFER);
        buffered.mark(2);
        int magic = buffered.read() << 8 | buffered.read();
        buffered.reset();
        return magic == GZIP ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, Gauge gauge) throws IOException {
        gauge.allow(LARGEST_HEADERS);
        try {
            return tar.getNextEntry();
        } catch (IllegalArgumentException e) {
            // Some faults of a header come out as this.
            throw new IOException(e.getMessage(), e);
        }
    }

    private void check(TarArchiveEntry entry) throws IOException {
        Optional<String> fault = EntryName.fault(entry.getName());
        if (fault.isPresent()) {
            throw refusal(fault.get());
        }
        if (!entry.isCheckSumOK()) {
            throw new IOException("the checksum of a header is wrong");
        }
        if (!entry.isDirectory() && !plainFile(entry)) {
            throw refusal("it is a link, a device or another special file");
        }
        if (entry.getSize() > LARGEST_FILE) {
            throw refusal("it is larger than 64 MB");
        }
        if (++entries > MOST_ENTRIES) {
            throw refusal("the archive has more than 200,000 entries");
        }
    }

    private static boolean plainFile(TarArchiveEntry entry) {
        byte flag = entry.getLinkFlag();
        return (flag == TarConstants.LF_NORMAL || flag == TarConstants.LF_OLDNORM) && !entry.isSparse();
    }

    private void file(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        byte[] bytes = tar.readNBytes((int) entry.getSize());
        if (bytes.length < entry.getSize()) {
            throw new IOException("it ends in the middle of a file");
        }
        String path = EntryName.plain(entry.getName());
        if (!seen.add(path)) {
            visitor.duplicate(path);
            return;
        }
        Instant modified = entry.getLastModifiedTime().toInstant();
        visitor.file(path, bytes, modified.getEpochSecond() > 0 ? modified : null);
    }

    private ProblemException refusal(String reason) {
        String where = last.isEmpty() ? "at its first entry" : "entry " + EntryName.shown(last);
        return ProblemException.badRequest(FIELD, "the archive is refused, " + where + ": " + reason, List.of());
    }
}
