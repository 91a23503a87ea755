package io.grafanakeeper.sandbox.grafana;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Is an answer's body: pieces of text in order, whose length is known before anything is written, plain or gzipped; or one that
 * is made while it is sent, however long it gets.
 */
final class Content {
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final byte[] LAST_BLOCK = {3, 0};
    private static final int TRAILER = 8;
    private static final int WORTH_GZIPPING = 512;

    /** Is the length of a body that is made while it is sent. */
    static final long UNKNOWN = -1;

    private final List<Packed> pieces = new ArrayList<>();
    private @Nullable Writer made;
    private final StringBuilder pending = new StringBuilder();

    static Content of(String text) {
        return new Content().add(text);
    }

    /** Is a body that is made anew each time it is sent. */
    static Content made(Writer writer) {
        Content content = new Content();
        content.made = writer;
        return content;
    }

    Content add(String text) {
        pending.append(text);
        return this;
    }

    Content add(Packed piece) {
        pack();
        pieces.add(piece);
        return this;
    }

    /** Adds all pieces of another body. */
    Content add(Content other) {
        pack();
        pieces.addAll(other.pieces);
        pending.append(other.pending);
        return this;
    }

    private void pack() {
        if (pending.length() > 0) {
            pieces.add(Packed.of(pending.toString()));
            pending.setLength(0);
        }
    }

    private boolean isPlain() {
        return pieces.isEmpty();
    }

    /** Freezes the body for one answer. */
    Body body(boolean gzipAccepted) {
        Writer writer = made;
        if (writer != null) {
            return new Body(UNKNOWN, gzipAccepted, gzipAccepted ? out -> gzip(writer, out) : writer);
        }
        if (isPlain()) {
            byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
            if (!gzipAccepted || bytes.length < WORTH_GZIPPING) {
                return new Body(bytes.length, false, out -> out.write(bytes));
            }
        }
        pack();
        List<Packed> frozen = List.copyOf(pieces);
        return gzipAccepted
                ? new Body(gzipLength(frozen), true, out -> gzip(frozen, out))
                : new Body(length(frozen), false, out -> plain(frozen, out));
    }

    /** Writes a body. */
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Is a body ready to be sent: its length on the wire and how it is written. */
    record Body(long length, boolean gzipped, Writer writer) {}

    private static void gzip(Writer writer, OutputStream out) throws IOException {
        GZIPOutputStream packed = new GZIPOutputStream(out, 64 * 1024);
        writer.writeTo(packed);
        packed.finish();
    }

    private static long length(List<Packed> pieces) {
        return pieces.stream().mapToLong(Packed::length).sum();
    }

    private static long gzipLength(List<Packed> pieces) {
        long blocks = pieces.stream().mapToLong(Packed::deflatedLength).sum();
        return GZIP_HEADER.length + blocks + LAST_BLOCK.length + TRAILER;
    }

    private static void plain(List<Packed> pieces, OutputStream out) throws IOException {
        for (Packed piece : pieces) {
            piece.writeTo(out);
        }
    }

    private static void gzip(List<Packed> pieces, OutputStream out) throws IOException {
        out.write(GZIP_HEADER);
        long crc = 0;
        for (Packed piece : pieces) {
            piece.writeDeflatedTo(out);
            crc = Crc.combine(crc, piece.crc(), piece.length());
        }
        out.write(LAST_BLOCK);
        writeLittleEndian((int) crc, out);
        writeLittleEndian((int) length(pieces), out);
    }

    private static void writeLittleEndian(int value, OutputStream out) throws IOException {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(value >>> shift);
        }
    }
}
