package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.AzureResource;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds an item as read from Grafana, before it is stored. Its fields are those of {@link Item}, and beside them:
 *
 * @param content what the archive keeps of it
 * @param provisioned whether it comes from a file on the server, which refuses other changes to it
 */
public record Draft(
        ItemKind kind,
        String uid,
        String title,
        Place place,
        @Nullable Long id,
        @Nullable Long version,
        @Nullable String updated,
        @Nullable String updatedBy,
        JsonNode content,
        boolean provisioned,
        List<String> secrets,
        @Nullable AzureResource azure) {
    /** Holds an item that is no resource of Azure. */
    public Draft(
            ItemKind kind,
            String uid,
            String title,
            Place place,
            @Nullable Long id,
            @Nullable Long version,
            @Nullable String updated,
            @Nullable String updatedBy,
            JsonNode content,
            boolean provisioned,
            List<String> secrets) {
        this(kind, uid, title, place, id, version, updated, updatedBy, content, provisioned, secrets, null);
    }

    /** Returns the same draft of something that is a resource of Azure. */
    public Draft with(AzureResource resource) {
        return new Draft(
                kind, uid, title, place, id, version, updated, updatedBy, content, provisioned, secrets, resource);
    }

    /** Returns the entry for the manifest, once the content is stored. */
    public Item stored(Content stored) {
        return new Item(
                kind,
                uid,
                title,
                place.folderUid(),
                place.folderPath(),
                id,
                version,
                updated,
                updatedBy,
                stored.sha256(),
                stored.bytes().length,
                secrets,
                azure);
    }
}
