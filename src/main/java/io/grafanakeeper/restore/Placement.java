package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;

/** Names uid and folder inside the contents that say themselves what and where they are. */
final class Placement {
    private static final String RESOURCE_FOLDER = "grafana.app/folder";

    private Placement() {}

    /** Gives a content its uid and puts it into a folder, empty for the root, and returns it. */
    static ObjectNode in(String folderUid, String uid, ItemKind kind, ObjectNode content) {
        switch (kind) {
            case LIBRARY_PANEL -> content.put("folderUid", folderUid);
            case ALERT_RULE -> content.put("folderUID", folderUid);
            case DASHBOARD -> {
                if (isResource(content)) {
                    annotate(content.withObject("/metadata"), folderUid);
                } else {
                    content.put("uid", uid);
                }
            }
            default -> {}
        }
        return content;
    }

    /** Tells whether a dashboard is one of the Kubernetes-style API. */
    static boolean isResource(ObjectNode content) {
        return content.path("spec").isObject() && content.path("apiVersion").isTextual();
    }

    private static void annotate(ObjectNode metadata, String folderUid) {
        ObjectNode annotations = metadata.withObject("/annotations");
        if (folderUid.isEmpty()) {
            annotations.remove(RESOURCE_FOLDER);
        } else {
            annotations.put(RESOURCE_FOLDER, folderUid);
        }
        if (annotations.isEmpty()) {
            metadata.remove("annotations");
        }
    }
}
