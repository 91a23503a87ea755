package io.grafanakeeper.export;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.inventory.Draft;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads an archive again and stores those contents that the backup needs, a few side by side. */
final class ObjectWriter implements TarReader.Visitor {
    private static final int THREADS = 8;
    private static final int MOST_AT_ONCE = 64;
    private static final int LARGEST_AT_ONCE = 8 * 1024 * 1024;

    private final BackupStore store;
    private final String target;
    private final Set<String> wanted;
    private final Set<String> known;
    private final Set<String> borrowed = ConcurrentHashMap.newKeySet();
    private final List<Content> batch = new ArrayList<>();
    private int batched;
    private long newObjects;
    private long newBytes;

    /**
     * Creates a writer.
     *
     * @param wanted the hashes of what to store
     * @param known hashes that the store has for certain
     */
    ObjectWriter(BackupStore store, String target, Set<String> wanted, Set<String> known) {
        this.store = store;
        this.target = target;
        this.wanted = new HashSet<>(wanted);
        this.known = known;
    }

    @Override
    public void file(String path, byte[] bytes, @Nullable Instant modified) {
        try {
            contents(path, bytes).forEach(this::add);
        } catch (IOException e) {
            // The scan has refused this file, and the backup does without it.
            return;
        }
        if (batch.size() >= MOST_AT_ONCE || batched >= LARGEST_AT_ONCE) {
            flush();
        }
    }

    @Override
    public void duplicate(String path) {
        // Refused by the scan.
    }

    /** Stores what is left and returns whether all that was wanted has been found. */
    boolean finish() {
        flush();
        return wanted.isEmpty();
    }

    long newObjects() {
        return newObjects;
    }

    long newBytes() {
        return newBytes;
    }

    private static List<Content> contents(String path, byte[] bytes) throws IOException {
        if (path.equals(ArchiveNames.MANIFEST)) {
            return List.of();
        }
        if (path.endsWith(".json")) {
            return List.of(Content.of(BoundedJson.read(bytes)));
        }
        Optional<ForeignFile> file = ForeignFile.of(path);
        if (file.isEmpty()) {
            return List.of();
        }
        return ForeignDrafts.read(file.get(), BoundedJson.read(bytes)).stream()
                .map(Draft::content)
                .map(Content::of)
                .toList();
    }

    private void add(Content content) {
        if (wanted.remove(content.sha256()) && !known.contains(content.sha256())) {
            batch.add(content);
            batched += content.bytes().length;
        }
    }

    private void flush() {
        for (long written : Parallel.map(batch, THREADS, this::put)) {
            newObjects += written > 0 ? 1 : 0;
            newBytes += written;
        }
        batch.clear();
        batched = 0;
    }

    private long put(Content content) {
        if (store.putObject(target, content)) {
            return content.bytes().length;
        }
        borrowed.add(content.sha256());
        return 0;
    }

    /** Returns the objects that the store had already, which a sweep may be about to remove. */
    Set<String> borrowed() {
        return borrowed;
    }
}
