package io.grafanakeeper.sandbox.grafana;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Puts one answer on the wire, whole or damaged. */
final class Delivery {
    private static final int SLICES = 20;

    private final HttpExchange http;
    private final Runnable done;

    Delivery(HttpExchange http, Runnable done) {
        this.http = http;
        this.done = done;
    }

    /** Closes the connection without an answer. */
    void drop() {
        http.close();
        done.run();
    }

    void send(Answer answer, Fault fault) {
        try {
            Headers headers = http.getResponseHeaders();
            headers.set("Content-Type", answer.contentType());
            headers.set("Cache-Control", "no-store");
            headers.set("Vary", "Accept-Encoding");
            answer.headers().forEach(headers::set);
            Content.Body body = answer.content().body(acceptsGzip());
            if (body.gzipped()) {
                headers.set("Content-Encoding", "gzip");
            }
            write(answer.status(), body, fault);
        } catch (IOException e) {
            // The client went away, which is the client's affair; what it sees is what the tests look at.
            http.close();
        } finally {
            done.run();
        }
    }

    private boolean acceptsGzip() {
        String accepted = http.getRequestHeaders().getFirst("Accept-Encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    }

    private void write(int status, Content.Body body, Fault fault) throws IOException {
        if (http.getRequestMethod().equals("HEAD")) {
            http.getResponseHeaders().set("Content-Length", Long.toString(body.length()));
            http.sendResponseHeaders(status, -1);
            http.close();
        } else if (fault instanceof Fault.CutBody cut) {
            writeHalf(status, body, cut.chunked());
        } else if (fault instanceof Fault.SlowBody slow) {
            writeSlowly(status, bytes(body), slow.duration());
        } else {
            long none = -1;
            long chunked = 0;
            long length = body.length() == Content.UNKNOWN ? chunked : body.length();
            http.sendResponseHeaders(status, body.length() == 0 ? none : length);
            try (OutputStream out = http.getResponseBody()) {
                body.writer().writeTo(out);
            }
        }
    }

    private static byte[] bytes(Content.Body body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.max(0, body.length()));
        body.writer().writeTo(out);
        return out.toByteArray();
    }

    private void writeHalf(int status, Content.Body body, boolean chunked) throws IOException {
        byte[] bytes = bytes(body);
        http.sendResponseHeaders(status, chunked ? 0 : Math.max(2, bytes.length));
        OutputStream out = http.getResponseBody();
        out.write(Arrays.copyOf(bytes, bytes.length / 2));
        out.flush();
        if (chunked) {
            abort();
        }
        // A fixed length that was not reached makes the server close the connection.
        http.close();
    }

    /** Closes the channel under the chunked stream, which would otherwise end itself properly: interruption does that. */
    private void abort() {
        Thread.currentThread().interrupt();
        try {
            http.getResponseBody().write(new byte[16_384]);
            http.getResponseBody().flush();
        } catch (IOException e) {
            http.close();
        } finally {
            boolean ours = Thread.interrupted();
            assert ours : "nobody else interrupts the workers";
        }
    }

    private void writeSlowly(int status, byte[] bytes, Duration duration) throws IOException {
        http.sendResponseHeaders(status, Math.max(1, bytes.length));
        try (OutputStream out = http.getResponseBody()) {
            int slice = bytes.length / SLICES + 1;
            for (int at = 0; at < bytes.length; at += slice) {
                Thread.sleep(duration.toMillis() / SLICES);
                out.write(bytes, at, Math.min(slice, bytes.length - at));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            http.close();
        }
    }
}
