package io.grafanakeeper.archive;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps objects and manifests. Nothing in it is ever overwritten; only retention removes. Thread-safe.
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
     * Stores a manifest, which makes the backup exist. Takes at most 20 seconds; see {@link
     * io.grafanakeeper.runs.ManifestWriter} for when it may be called.
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

    /** Tells whether there is a manifest of this id, without reading it. */
    boolean hasManifest(String target, String id);

    /** Returns those hashes of which the store has no object. */
    Set<String> missing(String target, Set<String> hashes);

    /** Shows every object of a target, in the order of their hashes, without holding them all. */
    void listObjects(String target, Consumer<StoredObject> each);

    /** Removes an object if it is still the one that was listed. Takes at most 20 seconds. */
    Removal removeObject(String target, StoredObject object);

    /** Removes a manifest, which ends the backup but leaves its objects. */
    Removal removeManifest(String target, String id);
}
