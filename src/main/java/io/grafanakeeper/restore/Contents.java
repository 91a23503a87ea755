package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.util.Optional;

/** Reads what a backup holds of its items. */
final class Contents {
    private final BackupStore store;
    private final String target;

    /**
     * Creates a reader.
     *
     * @param target the target that was backed up
     */
    Contents(BackupStore store, String target) {
        this.store = store;
        this.target = target;
    }

    /** Reads a content; one that is missing or corrupt is told when it is to be written, by name. */
    Optional<JsonNode> read(Item item) {
        try {
            return store.readObject(target, item.sha256()).map(Contents::parse);
        } catch (CorruptObjectException e) {
            return Optional.empty();
        }
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return LosslessJson.read(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("an object of the right hash is JSON", e);
        }
    }
}
