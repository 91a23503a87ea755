package io.grafanakeeper.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes one item of a backup; its content is the object named by its hash.
 *
 * @param kind what it is
 * @param uid its uid, or its name where the kind has no uid
 * @param title its title
 * @param folderUid the uid of the folder it is in, empty for the root
 * @param folderPath the titles of the folders above it, joined by {@code /}, empty for the root
 * @param id the number that this server gave it, or null
 * @param version the version Grafana counted, or null where it counts none
 * @param updated when it was last saved, as Grafana spells it, or null
 * @param updatedBy who saved it, or null
 * @param sha256 the hash of its content
 * @param bytes the size of its content, unpacked
 * @param secrets the names of the secrets that Grafana keeps for it and never gives, such as a data source's password
 * @param azure what Azure keeps of it where it is a resource of its own, else null
 */
public record Item(
        ItemKind kind,
        String uid,
        String title,
        String folderUid,
        String folderPath,
        @Nullable Long id,
        @Nullable Long version,
        @Nullable String updated,
        @Nullable String updatedBy,
        String sha256,
        long bytes,
        List<String> secrets,
        @Nullable AzureResource azure) {
    /** Keeps its own copy of the names. */
    public Item {
        secrets = List.copyOf(secrets);
    }

    /** Describes an item without secrets. */
    public Item(
            ItemKind kind,
            String uid,
            String title,
            String folderUid,
            String folderPath,
            @Nullable Long id,
            @Nullable Long version,
            @Nullable String updated,
            @Nullable String updatedBy,
            String sha256,
            long bytes) {
        this(kind, uid, title, folderUid, folderPath, id, version, updated, updatedBy, sha256, bytes, List.of(), null);
    }
}
