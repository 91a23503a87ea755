package io.grafanakeeper.grafana;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds an answer of data sources in a temporary file, which is deleted on closing. */
public final class QueryAnswer implements AutoCloseable {
    private final int status;
    private final Path file;

    QueryAnswer(int status, Path file) {
        this.status = status;
        this.file = file;
    }

    /** Returns the HTTP status: anything but 2xx says that at least one query failed. */
    public int status() {
        return status;
    }

    /** Returns the file with the answer's JSON, unpacked. */
    public Path file() {
        return file;
    }

    /** Deletes the file; closing again does nothing. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete a temporary file: " + e.getMessage(), e);
        }
    }
}
