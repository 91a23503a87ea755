package io.grafanakeeper.events;

import io.grafanakeeper.runs.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps inboxes in memory, as JSON like the real store; the mark is the number of the change. */
final class InMemoryInboxStore implements InboxStore {
    private record Stored(byte[] json, String mark) {}

    private final Map<String, Stored> inboxes = new HashMap<>();
    private int changes;
    private boolean failing;

    /** Makes every write fail, or none. */
    synchronized void fail(boolean fail) {
        failing = fail;
    }

    @Override
    public synchronized Optional<Kept> find(String target) {
        return Optional.ofNullable(inboxes.get(target)).map(InMemoryInboxStore::read);
    }

    @Override
    public synchronized boolean replace(String target, @Nullable String mark, InboxState state) {
        if (failing) {
            throw new ServiceException("Blob Storage", "it is away", true, null);
        }
        Stored current = inboxes.get(target);
        if (current == null ? mark != null : !current.mark().equals(mark)) {
            return false;
        }
        changes++;
        inboxes.put(target, new Stored(state.write(), Integer.toString(changes)));
        return true;
    }

    private static Kept read(Stored stored) {
        try {
            return new Kept(InboxState.read(stored.json()), stored.mark());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
