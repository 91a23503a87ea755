package io.grafanakeeper.grafana;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands a body to the thread that waits for it, as it arrives and until a deadline. Only a few pieces are asked for ahead, so a
 * server that is faster than the reader is held back. (The JDK's own stream of a body knows no deadline.)
 */
final class ArrivingBody extends InputStream implements HttpResponse.BodySubscriber<ArrivingBody> {
    private static final int AHEAD = 8;

    private final long deadline;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private Arrival current = new Arrival(List.of(), null, false);
    private int next;

    /**
     * Creates the receiver of one body.
     *
     * @param deadline the {@link System#nanoTime()} by which the last byte must be here
     */
    ArrivingBody(long deadline) {
        this.deadline = deadline;
    }

    /** Is a piece of the body, or its end: a good one without an error. */
    private record Arrival(
            List<ByteBuffer> buffers, @Nullable Throwable error, boolean last) {}

    /** Returns the bytes as they are, or unpacked if the encoding says gzip. */
    InputStream unpacked(String encoding) throws IOException {
        boolean packed = encoding.equalsIgnoreCase("gzip") && buffer() != null;
        return packed ? new BufferedInputStream(new GZIPInputStream(this, 8192)) : this;
    }

    @Override
    public CompletionStage<ArrivingBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(AHEAD);
        if (closed) {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrivals.add(new Arrival(buffers, null, false));
    }

    @Override
    public void onError(Throwable error) {
        arrivals.add(new Arrival(List.of(), error, true));
    }

    @Override
    public void onComplete() {
        arrivals.add(new Arrival(List.of(), null, true));
    }

    @Override
    public int read() throws IOException {
        ByteBuffer buffer = buffer();
        return buffer == null ? -1 : buffer.get() & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = buffer();
        if (buffer == null) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        return count;
    }

    /** Returns how much is here, after waiting for something: unpacking asks it whether another packed part follows. */
    @Override
    public int available() throws IOException {
        ByteBuffer buffer = buffer();
        return buffer == null ? 0 : buffer.remaining();
    }

    /** Gives up what has not arrived yet. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription begun = subscription;
        if (begun != null) {
            begun.cancel();
        }
    }

    /** Returns a buffer with bytes left, or null at the end. */
    private @Nullable ByteBuffer buffer() throws IOException {
        while (true) {
            if (next < current.buffers().size()) {
                ByteBuffer buffer = current.buffers().get(next);
                if (buffer.hasRemaining()) {
                    return buffer;
                }
                next++;
            } else if (!current.last()) {
                current = await();
                next = 0;
            } else if (current.error() == null) {
                return null;
            } else {
                throw new IOException(current.error().getMessage(), current.error());
            }
        }
    }

    private Arrival await() throws IOException {
        try {
            Arrival arrival = arrivals.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                throw new HttpTimeoutException("the body did not end in time");
            }
            Flow.Subscription begun = subscription;
            if (begun != null) {
                begun.request(1);
            }
            return arrival;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
