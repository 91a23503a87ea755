package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Totals;
import io.grafanakeeper.inventory.Listing;
import io.grafanakeeper.inventory.Pending;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps backups in memory, and makes them from a few lines of test. */
final class MemoryStore extends InMemoryBackupStore {
    static final String TARGET = "demo";

    final AtomicInteger reads = new AtomicInteger();

    static Item item(ItemKind kind, String uid, String title, String folderUid, String folderPath, Content content) {
        return new Item(
                kind,
                uid,
                title,
                folderUid,
                folderPath,
                null,
                null,
                null,
                null,
                content.sha256(),
                content.bytes().length);
    }

    /** Stores a dashboard's content and returns its entry. */
    Item dashboard(String uid, String title, String folder, String json) {
        Content content = Content.of(json(json));
        putObject(TARGET, content);
        return item(ItemKind.DASHBOARD, uid, title, folder.isEmpty() ? "" : "uid-" + folder, folder, content);
    }

    static JsonNode json(String json) {
        try {
            return LosslessJson.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void backup(String id, Item... items) {
        backup(id, BackupState.COMPLETE, "all", List.of(items), List.of());
    }

    void backup(String id, BackupState state, String scope, List<Item> items, List<ItemFailure> failures) {
        putManifest(new Manifest(
                id,
                TARGET,
                "run",
                state,
                scope,
                Instant.EPOCH,
                Instant.EPOCH,
                "11.6.3",
                "self-hosted",
                List.of(),
                items,
                failures,
                new Totals(items.size(), 0, 0, 0, 0, 0)));
    }

    /** Backs up a whole listing and closes it. */
    void backup(String id, Listing listing) {
        try (listing) {
            List<Item> items = listing.items().stream()
                    .map(Pending::read)
                    .map(read -> {
                        Content content = Content.of(read.get().content());
                        putObject(TARGET, content);
                        return read.get().stored(content);
                    })
                    .toList();
            backup(id, BackupState.COMPLETE, "all", items, List.of());
        }
    }

    void lose(String sha256) {
        lose(TARGET, sha256);
    }

    void corrupt(String sha256) {
        flipByte(TARGET, sha256);
    }

    @Override
    public Optional<byte[]> readObject(String target, String sha256) {
        reads.incrementAndGet();
        return super.readObject(target, sha256);
    }
}
