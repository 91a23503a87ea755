package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.DashboardResource;

/** Names the folder inside the contents that say themselves where they are. */
final class Placement {
    private Placement() {}

    /** Puts a content into a folder, empty for the root, and returns it. */
    static ObjectNode in(String folderUid, ItemKind kind, ObjectNode content) {
        switch (kind) {
            case LIBRARY_PANEL -> content.put("folderUid", folderUid);
            case ALERT_RULE -> content.put("folderUID", folderUid);
            case DASHBOARD -> {
                if (DashboardResource.is(content)) {
                    DashboardResource.putInto(folderUid, content);
                }
            }
            default -> {}
        }
        return content;
    }
}
