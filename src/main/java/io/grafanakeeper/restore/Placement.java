package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.inventory.Redaction;
import java.util.Optional;

/** Names uid and folder inside the contents that say themselves what and where they are. */
final class Placement {
    private Placement() {}

    /**
     * Gives a content its uid and puts it into a folder, empty for the root, and returns it.
     *
     * @throws NotRestoredException if it has no place for them
     */
    static ObjectNode in(String folderUid, String uid, ItemKind kind, ObjectNode content) {
        switch (kind) {
            case LIBRARY_PANEL -> content.put("folderUid", folderUid);
            case ALERT_RULE -> {
                Redaction.strip(content);
                content.put("folderUID", folderUid);
            }
            // Backups of early versions hold Grafana's marks, which are never written.
            case CONTACT_POINT, NOTIFICATION_POLICY, MUTE_TIMING, TEMPLATE -> Redaction.strip(content);
            case DASHBOARD -> {
                obstacle(content).ifPresent(why -> {
                    throw new NotRestoredException(why);
                });
                if (DashboardResource.is(content)) {
                    DashboardResource.putInto(folderUid, content);
                } else {
                    content.put("uid", uid);
                }
            }
            default -> {}
        }
        return content;
    }

    /** Tells why nothing can be named inside a dashboard, which only an archive that was made by hand holds. */
    static Optional<String> obstacle(JsonNode dashboard) {
        return DashboardResource.misshapen(dashboard).map(field -> field + " of the dashboard is not a JSON object");
    }
}
