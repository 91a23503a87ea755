package io.grafanakeeper.queries;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.windows.TimeRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Hands everything on to another store; a test changes what it needs. */
class Wrapped implements ResultStore {
    private final ResultStore store;

    Wrapped(ResultStore store) {
        this.store = store;
    }

    @Override
    public boolean write(NewWindow window, Content content) throws IOException {
        return store.write(window, content);
    }

    @Override
    public List<StoredWindow> list(String query, TimeRange range) {
        return store.list(query, range);
    }

    @Override
    public InputStream open(StoredWindow window) throws IOException {
        return store.open(window);
    }

    @Override
    public Optional<Versioned> find(String query, Document document) {
        return store.find(query, document);
    }

    @Override
    public boolean put(String query, Document document, ObjectNode json, Optional<Versioned> before) {
        return store.put(query, document, json, before);
    }
}
