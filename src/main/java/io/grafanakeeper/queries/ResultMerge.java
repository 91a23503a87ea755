package io.grafanakeeper.queries;

import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.queries.ResultStore.StoredWindow;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.ResultFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one file of the files of windows, holding a few rows at a time.
 *
 * <p>Files of the format asked for, with the same columns all, are copied byte for byte; others are read and written anew. What fails is
 * a {@link ServiceException}: to be repeated if a file was replaced or removed since it was listed, not if it is malformed.
 */
final class ResultMerge {
    /** Files are opened ahead: one after another, a month of hours would take longer than an answer may. */
    private static final int READERS = 8;
    /** Files up to this size are also read ahead. */
    private static final int SMALL = 256 * 1024;

    private final ResultStore store;
    private final ResultColumns columns;
    private final ResultFormat format;

    ResultMerge(ResultStore store, ResultColumns columns, ResultFormat format) {
        this.store = store;
        this.columns = columns;
        this.format = format;
    }

    /** Writes the rows of windows in their order. */
    void write(List<StoredWindow> windows, OutputStream out) throws IOException {
        List<StoredWindow> filled =
                windows.stream().filter(window -> window.rows() > 0).toList();
        Set<List<String>> headers = headers(filled.isEmpty() ? windows : filled);
        boolean asStored = filled.stream().allMatch(window -> window.format() == format);
        if (asStored && headers.size() == 1 && !filled.isEmpty()) {
            copy(filled, out);
        } else {
            convert(filled, headers.isEmpty() ? columns.all() : columns.union(headers), out);
        }
    }

    /** Returns the different headers in the order in which they appear. */
    private Set<List<String>> headers(List<StoredWindow> windows) {
        Set<List<String>> headers = new LinkedHashSet<>();
        Parallel.ahead(windows, READERS, this::header, (window, header) -> {
            if (!header.isEmpty()) {
                headers.add(header);
            }
        });
        return headers;
    }

    private List<String> header(StoredWindow window) {
        return reading(window, () -> {
            try (InputStream file = store.open(window);
                    RowReader rows = RowReader.open(window, file, columns)) {
                return rows.header();
            }
        });
    }

    private void copy(List<StoredWindow> windows, OutputStream out) {
        FileCopy copy = new FileCopy(format, out);
        each(windows, (window, file) -> copy.add(file));
    }

    private void convert(List<StoredWindow> windows, List<String> header, OutputStream out) throws IOException {
        RowOutput output = RowOutput.begin(format, header, out);
        each(windows, (window, file) -> {
            try (RowReader rows = RowReader.open(window, file, columns)) {
                int[] places = places(header, rows.header());
                while (rows.next()) {
                    output.row(rows, places);
                }
            }
        });
        output.flush();
    }

    private static int[] places(List<String> header, List<String> own) {
        return header.stream().mapToInt(own::indexOf).toArray();
    }

    private void each(List<StoredWindow> windows, Work work) {
        Parallel.ahead(
                windows,
                READERS,
                this::ahead,
                (window, bytes) -> reading(window, () -> {
                    try (InputStream file =
                            bytes.isPresent() ? new ByteArrayInputStream(bytes.get()) : store.open(window)) {
                        work.read(window, file);
                        return true;
                    }
                }));
    }

    private Optional<byte[]> ahead(StoredWindow window) {
        if (window.bytes() > SMALL) {
            return Optional.empty();
        }
        return reading(window, () -> {
            try (InputStream file = store.open(window)) {
                return Optional.of(file.readAllBytes());
            }
        });
    }

    private static <T> T reading(StoredWindow window, Reading<T> reading) {
        try {
            return reading.get();
        } catch (MalformedRowsException e) {
            String reason =
                    window.name() + " cannot be read, " + e.getMessage() + ": run its window again or remove it";
            throw new ServiceException("Blob Storage", reason, false, e);
        } catch (IOException e) {
            String reason = window.name() + " was replaced or removed while it was read: ask again";
            throw new ServiceException("Blob Storage", reason, true, e);
        }
    }

    private interface Reading<T> {
        T get() throws IOException;
    }

    private interface Work {
        void read(StoredWindow window, InputStream file) throws IOException;
    }
}
