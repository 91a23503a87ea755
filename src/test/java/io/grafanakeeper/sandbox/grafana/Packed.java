package io.grafanakeeper.sandbox.grafana;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;

/**
 * Holds a JSON text deflated, a tenth of its size, in blocks that end on a byte boundary and refer to nothing before
 * them: a gzip answer is put together from such pieces without deflating anything again.
 */
final class Packed {
    private final byte[] blocks;
    private final int length;
    private final long crc;

    private Packed(byte[] blocks, int length, long crc) {
        this.blocks = blocks;
        this.length = length;
        this.crc = crc;
    }

    static Packed of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static Packed of(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return new Packed(deflate(bytes), bytes.length, crc.getValue());
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(bytes);
            byte[] buffer = new byte[8192];
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 6 + 64);
            int count;
            do {
                count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                out.write(buffer, 0, count);
            } while (count == buffer.length);
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    int length() {
        return length;
    }

    int deflatedLength() {
        return blocks.length;
    }

    long crc() {
        return crc;
    }

    void writeDeflatedTo(OutputStream out) throws IOException {
        out.write(blocks);
    }

    void writeTo(OutputStream out) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            InflaterOutputStream inflating = new InflaterOutputStream(out, inflater, 8192);
            inflating.write(blocks);
            inflating.flush();
        } finally {
            inflater.end();
        }
    }

    String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("our own blocks do not inflate", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
