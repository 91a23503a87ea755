package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.windows.TimeRange;
import io.grafanakeeper.windows.WindowFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps results in memory; a mark is the number of the change. */
public final class InMemoryResults implements ResultStore {
    private record Stored(StoredWindow window, byte[] bytes) {}

    private final Map<String, Stored> files = new TreeMap<>();
    private final Map<String, Versioned> documents = new TreeMap<>();
    private long changes;

    @Override
    public boolean write(NewWindow window, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rows = content.writeTo(bytes);
        return store(window, rows, bytes.toByteArray());
    }

    private synchronized boolean store(NewWindow window, long rows, byte[] bytes) {
        String name = WindowFile.name(
                window.query(), window.range(), window.zone(), window.format().yamlName());
        Stored current = files.get(name);
        if (current != null && covers(current.window(), window)) {
            return false;
        }
        StoredWindow stored = new StoredWindow(
                name,
                window.range(),
                window.format(),
                rows,
                bytes.length,
                window.run(),
                window.complete(),
                Instant.EPOCH,
                nextMark());
        files.put(name, new Stored(stored, bytes));
        return true;
    }

    private static boolean covers(StoredWindow current, NewWindow window) {
        return current.range().to().isAfter(window.range().to()) || (current.complete() && !window.complete());
    }

    @Override
    public synchronized List<StoredWindow> list(String query, TimeRange range) {
        return files.values().stream()
                .map(Stored::window)
                .filter(window -> window.name().startsWith(WindowFile.folder(query)))
                .filter(window -> window.range().overlaps(range))
                .sorted(Comparator.comparing(
                                (StoredWindow window) -> window.range().from())
                        .thenComparing(StoredWindow::name))
                .toList();
    }

    @Override
    public synchronized InputStream open(StoredWindow window) throws IOException {
        Stored stored = files.get(window.name());
        if (stored == null || !stored.window().mark().equals(window.mark())) {
            throw new IOException(window.name() + " was replaced or removed since it was listed");
        }
        return new ByteArrayInputStream(stored.bytes());
    }

    @Override
    public synchronized Optional<Versioned> find(String query, Document document) {
        return Optional.ofNullable(documents.get(query + "/" + document.fileName()));
    }

    @Override
    public synchronized boolean put(String query, Document document, ObjectNode json, Optional<Versioned> before) {
        if (!find(query, document).map(Versioned::mark).equals(before.map(Versioned::mark))) {
            return false;
        }
        documents.put(query + "/" + document.fileName(), new Versioned(json.deepCopy(), nextMark()));
        return true;
    }

    private String nextMark() {
        changes++;
        return Long.toString(changes);
    }
}
