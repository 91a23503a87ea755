package io.grafanakeeper.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Counts what is unpacked and ends the reading of an archive that grows beyond reason, before the memory does.
 *
 * <p>A reader of tar files takes names and other headers into memory whole, of whatever size the archive says: so it may read only
 * as far as it was {@link #allow allowed}.
 */
final class Gauge extends FilterInputStream {
    static final long LARGEST_TOTAL = 2L * 1024 * 1024 * 1024;
    /** Thousands of dashboards made from one template shrink to a hundredth; a bomb of zeros to a thousandth. */
    static final int LARGEST_RATIO = 400;

    private static final long RATIO_COUNTS_FROM = 32L * 1024 * 1024;

    private final LongSupplier packed;
    private long unpacked;
    private long allowed;
    private long zeros;

    /**
     * Creates a gauge.
     *
     * @param packed tells how many packed bytes have been read
     */
    Gauge(InputStream in, LongSupplier packed) {
        super(in);
        this.packed = packed;
    }

    /** Reports an archive that is too large to take. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        ExceededException(String message) {
            super(message);
        }
    }

    /** Allows to read so many bytes more, from here. */
    void allow(long more) {
        allowed = unpacked + more;
    }

    /** Returns how many zeros were read last: a tar ends in at least one block of them. */
    long zeros() {
        return zeros;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        count(Math.max(count, 0));
        int last = offset + count - 1;
        while (last >= offset && bytes[last] == 0) {
            last--;
        }
        if (count > 0) {
            int ending = offset + count - 1 - last;
            zeros = ending == count ? zeros + count : ending;
        }
        return count;
    }

    @Override
    public long skip(long length) throws IOException {
        long skipped = super.skip(length);
        count(skipped);
        return skipped;
    }

    private void count(long more) throws ExceededException {
        unpacked += more;
        if (unpacked > LARGEST_TOTAL) {
            throw new ExceededException("the archive unpacks to more than 2 GB");
        }
        if (unpacked > RATIO_COUNTS_FROM && unpacked / LARGEST_RATIO > packed.getAsLong()) {
            throw new ExceededException("the archive unpacks to more than " + LARGEST_RATIO + " times its size");
        }
        if (unpacked > allowed) {
            throw new ExceededException("what follows is no file and absurdly large");
        }
    }
}
