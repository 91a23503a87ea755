package io.grafanakeeper.grafana;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the body of each attempt to one temporary file, and deletes it on closing unless the last one was an answer. */
final class SpooledAnswer implements AnswerReader<QueryAnswer>, AutoCloseable {
    private final Path file;
    private final long maxBytes;
    private boolean kept;

    private SpooledAnswer(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    /** Whether the results that were looked at last are there and empty. */
    private boolean empty;

    /** Creates an empty file that only our own user may read. */
    static SpooledAnswer create(long maxBytes) {
        try {
            return new SpooledAnswer(Files.createTempFile("grafana-answer-", ".json"), maxBytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a temporary file: " + e.getMessage(), e);
        }
    }

    /** Writes the body to the file, instead of what an attempt before left there, and returns its beginning. */
    @Override
    public byte[] receive(InputStream body, int ignored) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            return TempFile.copy(body, out, maxBytes);
        }
    }

    /** Tells whether the answer has results; a body that is not JSON has none, and its status says more than its syntax. */
    @Override
    public boolean reads(Answer answer) throws IOException {
        try {
            return results() == JsonToken.START_OBJECT && !empty;
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            return false;
        }
    }

    @Override
    public QueryAnswer read(Answer answer) throws IOException {
        if (results() == JsonToken.NOT_AVAILABLE) {
            throw new IOException("no results in the answer");
        }
        kept = true;
        return new QueryAnswer(answer.status(), file);
    }

    /** Returns the token with which the value of {@code results} begins, without reading on. */
    private JsonToken results() throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = LosslessJson.factory().createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return JsonToken.NOT_AVAILABLE;
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("results")) {
                    empty = value == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.END_OBJECT;
                    return value;
                }
                parser.skipChildren();
            }
            return JsonToken.NOT_AVAILABLE;
        }
    }

    @Override
    public void close() {
        if (!kept) {
            new QueryAnswer(0, file).close();
        }
    }
}
