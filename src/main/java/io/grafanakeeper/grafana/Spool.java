package io.grafanakeeper.grafana;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Keeps many pieces of text in one temporary file, packed. One thread adds; any number of threads read what was added. */
final class Spool implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final FileChannel file = TempFile.open();
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);

    /** Returns how much it holds, a mark to go back to. */
    long size() {
        try {
            return file.position();
        } catch (IOException e) {
            throw TempFile.failed(e);
        }
    }

    /** Forgets everything that was added after a mark. */
    void truncate(long mark) {
        try {
            file.truncate(mark).position(mark);
        } catch (IOException e) {
            throw TempFile.failed(e);
        }
    }

    /** Adds a part of another file and returns how long it is here; it begins at what the size was before. */
    int add(FileChannel from, long begin, long end) {
        try {
            long at = file.position();
            deflater.reset();
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER);
            DeflaterOutputStream packed = new DeflaterOutputStream(out, deflater, BUFFER);
            copy(from, begin, end, packed);
            packed.finish();
            out.flush();
            return Math.toIntExact(file.position() - at);
        } catch (IOException e) {
            throw TempFile.failed(e);
        }
    }

    private static void copy(FileChannel from, long begin, long end, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long at = begin; at < end; ) {
            ByteBuffer part = ByteBuffer.wrap(buffer, 0, (int) Math.min(BUFFER, end - at));
            int count = from.read(part, at);
            if (count < 0) {
                throw new IOException("it is shorter than it was");
            }
            to.write(buffer, 0, count);
            at += count;
        }
    }

    /** Reads a piece back. */
    byte[] read(long at, int length) {
        ByteBuffer packed = ByteBuffer.allocate(length);
        try {
            while (packed.hasRemaining()) {
                if (file.read(packed, at + packed.position()) < 0) {
                    throw new IOException("it is shorter than it was");
                }
            }
            try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed.array()))) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw TempFile.failed(e);
        }
    }

    /** Gives the space back. */
    @Override
    public void close() {
        deflater.end();
        try {
            file.close();
        } catch (IOException e) {
            throw TempFile.failed(e);
        }
    }
}
