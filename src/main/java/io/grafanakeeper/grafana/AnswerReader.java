package io.grafanakeeper.grafana;

import java.io.IOException;
import java.io.InputStream;

/** Reads the body of a good answer. What it cannot read counts as a bad answer, and a repeatable request is sent again. */
@FunctionalInterface
interface AnswerReader<T> {
    T read(Answer answer) throws IOException;

    /**
     * Takes the body of each attempt as it arrives, whatever its status, and returns what {@link Answer#body()} shall hold:
     * all of it in memory, unless a reader keeps it elsewhere and returns only the beginning, for messages.
     *
     * @param body the unpacked body; the server is held back while nothing is read, and reading ends at the attempt's deadline
     * @param maxBytes the most to take
     */
    default byte[] receive(InputStream body, int maxBytes) throws IOException {
        byte[] whole = body.readNBytes(maxBytes);
        if (body.read() >= 0) {
            throw new TooLarge(maxBytes);
        }
        return whole;
    }

    /** Tells whether an answer other than 2xx can be read all the same. */
    default boolean reads(Answer answer) throws IOException {
        return false;
    }
}
