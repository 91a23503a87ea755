package io.grafanakeeper.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Packs and unpacks what is stored, with gzip. */
public final class Packing {
    private static final int LARGEST = 256 * 1024 * 1024;

    private Packing() {}

    /** Packs bytes. */
    public static byte[] pack(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack in memory", e);
        }
        return packed.toByteArray();
    }

    /**
     * Unpacks bytes.
     *
     * @throws IOException if they are not gzip, are cut, or unpack to more than 256 MiB
     */
    public static byte[] unpack(byte[] packed) throws IOException {
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed), 8192)) {
            byte[] plain = gzip.readNBytes(LARGEST);
            if (gzip.read() >= 0) {
                throw new IOException("unpacks to more than 256 MiB");
            }
            return plain;
        }
    }

    /**
     * Unpacks an object and holds it against its name.
     *
     * @throws CorruptObjectException if it does not unpack to bytes of this hash
     */
    public static byte[] unpackObject(String sha256, byte[] packed) {
        byte[] plain;
        try {
            plain = unpack(packed);
        } catch (IOException e) {
            throw new CorruptObjectException(sha256, "it does not unpack: " + e.getMessage());
        }
        String actual = Content.hash(plain);
        if (!actual.equals(sha256)) {
            throw new CorruptObjectException(sha256, "its content has the hash " + actual);
        }
        return plain;
    }
}
