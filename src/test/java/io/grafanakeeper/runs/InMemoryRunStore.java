package io.grafanakeeper.runs;

import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps run records in memory, as JSON like the real store; the mark is the number of the change. */
public final class InMemoryRunStore implements RunStore {
    private record Stored(byte[] json, long mark) {}

    private final Map<String, Stored> records = new TreeMap<>();
    private long changes;

    @Override
    public synchronized void create(Run run) {
        if (!records.containsKey(run.id())) {
            put(run);
        }
    }

    @Override
    public synchronized Optional<Recorded> find(String id) {
        return Optional.ofNullable(records.get(id)).map(InMemoryRunStore::read);
    }

    @Override
    public synchronized Optional<Recorded> replace(Recorded before, Run after) {
        Stored current = records.get(after.id());
        if (current == null || !Long.toString(current.mark()).equals(before.mark())) {
            return Optional.empty();
        }
        return Optional.of(new Recorded(after, put(after)));
    }

    /** Returns the run of an id. */
    public Run run(String id) {
        return find(id).orElseThrow().run();
    }

    /** Returns how many records there are. */
    public synchronized int size() {
        return records.size();
    }

    /** Returns all records as text, to look for what must not be there. */
    public synchronized String text() {
        StringBuilder text = new StringBuilder();
        records.values().forEach(stored -> text.append(new String(stored.json(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    private String put(Run run) {
        changes++;
        records.put(run.id(), new Stored(LosslessJson.canonical(RunJson.write(run)), changes));
        return Long.toString(changes);
    }

    private static Recorded read(Stored stored) {
        try {
            return new Recorded(RunJson.read(stored.json()), Long.toString(stored.mark()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
