package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardsApi.FolderRef;
import org.jspecify.annotations.Nullable;

/**
 * Holds a dashboard as Grafana gave it.
 *
 * @param meta what Grafana knows about it: version, folder, author, times
 * @param model the dashboard itself, whole
 */
public record Dashboard(ObjectNode meta, ObjectNode model) {
    /**
     * Tells whether it is in a folder, or in the root for null. Grafana 7 knows folders by their numbers only; of one whose number
     * is unknown nothing can be told, so it is not in that.
     */
    public boolean isIn(@Nullable FolderRef folder) {
        if (meta.has("folderUid")) {
            return meta.path("folderUid").asText("").equals(folder == null ? "" : folder.uid());
        }
        long id = meta.path("folderId").asLong();
        return folder == null ? id == 0 : id != 0 && id == folder.id();
    }
}
