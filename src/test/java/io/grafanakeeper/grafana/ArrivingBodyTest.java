package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class ArrivingBodyTest {
    private final ArrivingBody body = new ArrivingBody(System.nanoTime() + 50_000_000);
    private final Server server = new Server();

    /** Counts what it is asked for. */
    private static final class Server implements Flow.Subscription {
        private long wanted;
        private boolean cancelled;

        @Override
        public void request(long more) {
            wanted += more;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Test
    void asksForAFewPiecesAheadOfTheReaderAndNoMore() throws IOException {
        body.onSubscribe(server);
        long ahead = server.wanted;
        assertTrue(ahead < 20, "ahead " + ahead);
        body.onNext(List.of(ByteBuffer.wrap(new byte[3]), ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[2])));
        assertEquals(ahead, server.wanted);
        assertEquals(5, body.readNBytes(5).length);
        assertEquals(ahead + 1, server.wanted);
        body.onComplete();
        assertEquals(-1, body.read());
    }

    @Test
    void endsWaitingAtTheDeadline() {
        body.onSubscribe(server);
        body.onNext(List.of(ByteBuffer.wrap(new byte[1])));
        assertThrows(HttpTimeoutException.class, body::readAllBytes);
    }

    @Test
    void tellsThatTheConnectionBroke() {
        body.onSubscribe(server);
        body.onError(new IOException("reset"));
        assertEquals("reset", assertThrows(IOException.class, body::read).getMessage());
    }

    @Test
    void givesUpWhatHasNotArrivedEvenBeforeItBegins() {
        body.close();
        body.onSubscribe(server);
        assertTrue(server.cancelled);
    }
}
