package io.grafanakeeper.sandbox.azure;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Puts an {@link Answer} on the connection, properly or not. */
final class Wire {
    /** What belongs to a connection and not to an answer, or is set by the server from the body's true length. */
    private static final Set<String> SET_BY_THE_SERVER =
            Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "date");

    private static final int SLOW_PIECES = 8;

    private final HttpExchange exchange;
    private final CountDownLatch closing;

    Wire(HttpExchange exchange, CountDownLatch closing) {
        this.exchange = exchange;
        this.closing = closing;
    }

    void send(Answer answer) throws IOException {
        start(answer, answer.body().length == 0 || bodiless(answer) ? -1 : answer.body().length);
        if (answer.body().length > 0 && !bodiless(answer)) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    /** Sends the headers at once and the body in a few pieces with a pause before each. */
    void sendSlowly(Answer answer, Duration pause) throws IOException {
        byte[] body = answer.body();
        start(answer, body.length == 0 ? -1 : body.length);
        OutputStream out = exchange.getResponseBody();
        int piece = Math.max(1, (body.length + SLOW_PIECES - 1) / SLOW_PIECES);
        for (int from = 0; from < body.length; from += piece) {
            await(pause);
            out.write(body, from, Math.min(piece, body.length - from));
            out.flush();
        }
        exchange.close();
    }

    /** Sends half of the body, announced with its full length or in chunks, and drops the connection. */
    IOException cut(Answer answer, boolean chunked) throws IOException {
        byte[] body = answer.body();
        start(answer, chunked ? 0 : Math.max(1, body.length));
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
        return drop();
    }

    /** Keeps the caller waiting, longer than any sane deadline or until the stand-in is closed. */
    IOException hang() throws IOException {
        await(Duration.ofMinutes(10));
        return drop();
    }

    /** Drops the connection: the JDK's server closes it, sending nothing more, when a handler throws. */
    IOException drop() {
        return new IOException("dropped on purpose");
    }

    private void start(Answer answer, long length) throws IOException {
        answer.headers().forEach((name, values) -> {
            boolean announcesHead =
                    exchange.getRequestMethod().equals("HEAD") && name.equalsIgnoreCase("content-length");
            if (announcesHead || !SET_BY_THE_SERVER.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(answer.status(), length);
    }

    private boolean bodiless(Answer answer) {
        return exchange.getRequestMethod().equals("HEAD") || answer.status() == 204 || answer.status() == 304;
    }

    private void await(Duration pause) throws IOException {
        try {
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw drop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
