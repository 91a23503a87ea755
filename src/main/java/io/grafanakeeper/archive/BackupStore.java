package io.grafanakeeper.archive;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps objects and manifests. Nothing in it is ever overwritten. Thread-safe.
 *
 * <p>Every method throws {@link io.grafanakeeper.runs.ServiceException} if the storage behind it does not do what it was asked.
 */
public interface BackupStore {
    /**
     * Stores an object unless it is there already.
     *
     * @return true if it was written now, false if the store had the same content
     * @throws CorruptObjectException if the store has something else under this hash
     */
    boolean putObject(String target, Content content);

    /**
     * Reads an object's unpacked bytes, empty if there is none of this hash.
     *
     * @throws CorruptObjectException if it cannot be unpacked or its bytes have another hash
     */
    Optional<byte[]> readObject(String target, String sha256);

    /**
     * Stores a manifest, which makes the backup exist.
     *
     * @return true if it was written now, false if there is one of this id already
     */
    boolean putManifest(Manifest manifest);

    /** Reads the manifest of a backup, empty if there is none. */
    Optional<Manifest> readManifest(String target, String id);

    /**
     * Lists backups, newest first, opening none.
     *
     * @param before list only ids that sort before this text, or null for all
     * @param limit the most to list
     */
    List<BackupSummary> list(String target, @Nullable String before, int limit);
}
