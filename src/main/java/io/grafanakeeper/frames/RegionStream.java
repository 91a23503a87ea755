package io.grafanakeeper.frames;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a region of a file. */
final class RegionStream extends InputStream {
    private final FileChannel file;
    private final long end;
    private long next;

    RegionStream(FileChannel file, Region region) {
        this.file = file;
        this.next = region.start();
        this.end = region.end();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int wanted = (int) Math.min(length, end - next);
        if (wanted == 0) {
            return length == 0 ? 0 : -1;
        }
        int count = file.read(ByteBuffer.wrap(bytes, offset, wanted), next);
        next += Math.max(0, count);
        return count;
    }
}
