package io.grafanakeeper.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * Holds a piece of a region of the file at a time: the bytes from {@code position} to {@code limit} are those not yet used. It
 * grows only if a single value is longer. Whoever reads the values works on the bytes themselves.
 */
abstract class RegionBuffer {
    private static final int LONGEST_VALUE = 64 * 1024 * 1024;

    byte[] buffer;
    int position;
    int limit;
    private final FileChannel file;
    private final long end;
    private long next;

    /**
     * Creates an empty buffer before the region.
     *
     * @param bytes its size
     */
    RegionBuffer(FileChannel file, Region region, int bytes) {
        this.file = file;
        this.next = region.start();
        this.end = region.end();
        this.buffer = new byte[(int) Math.min(bytes, region.length()) + Eight.PADDING];
    }

    /** Returns how much memory the buffer takes. */
    final int bufferBytes() {
        return buffer.length;
    }

    /** Goes on with other bytes than those of the region. */
    final void replace(String bytes) {
        buffer = (bytes + " ".repeat(Eight.PADDING)).getBytes(StandardCharsets.ISO_8859_1);
        position = 0;
        limit = bytes.length();
    }

    /** Returns the next byte that is no white space, without taking it. */
    final int peek() throws IOException {
        while (true) {
            while (position < limit) {
                byte found = buffer[position];
                if (found > ' ') {
                    return found;
                }
                if (found != ' ' && found != '\n' && found != '\r' && found != '\t') {
                    throw damaged("no JSON value");
                }
                position++;
            }
            extend();
        }
    }

    /** Reads more behind what is here, and moves what is not yet used to the beginning. */
    final void extend() throws IOException {
        int kept = limit - position;
        if (next == end) {
            throw damaged("the end in the middle of a value");
        }
        byte[] target = buffer;
        int room = buffer.length - Eight.PADDING;
        if (kept == room) {
            if (kept > LONGEST_VALUE / 2) {
                throw damaged("a value of more than " + LONGEST_VALUE / (1024 * 1024) + " MiB");
            }
            room = Math.max(64, room * 2);
            target = new byte[room + Eight.PADDING];
        }
        System.arraycopy(buffer, position, target, 0, kept);
        buffer = target;
        position = 0;
        limit = kept;
        int wanted = (int) Math.min(room - limit, end - next);
        int count = file.read(ByteBuffer.wrap(buffer, limit, wanted), next);
        if (count <= 0) {
            throw damaged("the end of the file");
        }
        limit += count;
        next += count;
    }

    final FramesException damaged(String what) {
        return new FramesException(place(what));
    }

    final String place(String what) {
        return "the answer is damaged at byte " + (next - limit + position) + ": " + what;
    }
}
