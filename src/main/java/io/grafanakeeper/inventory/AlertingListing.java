package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.AlertingApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists a Grafana's alerting: rules, contact points, notification policies, mute timings and templates. */
final class AlertingListing {
    private static final List<Resource> RESOURCES = List.of(
            new Resource(ItemKind.ALERT_RULE, "alert-rules", "uid", "title"),
            new Resource(ItemKind.CONTACT_POINT, "contact-points", "uid", "name"),
            new Resource(ItemKind.NOTIFICATION_POLICY, "policies", null, null),
            new Resource(ItemKind.MUTE_TIMING, "mute-timings", "name", "name"),
            new Resource(ItemKind.TEMPLATE, "templates", "name", "name"));
    /** What the server counts or stamps; a restored rule must be the same content again. */
    private static final List<String> CIRCUMSTANCES = List.of("id", "orgID", "updated", "version", "provenance");
    /** The tree of policies is one thing and has no name. */
    private static final String ROOT_POLICY = "root";

    private final AlertingApi api;
    private final FolderTree tree;

    AlertingListing(GrafanaClient client, FolderTree tree) {
        api = new AlertingApi(client);
        this.tree = tree;
    }

    private record Resource(
            ItemKind kind,
            String route,
            @Nullable String uidField,
            @Nullable String titleField) {}

    void addTo(List<Pending> items, List<ItemKind> notOffered) {
        for (Resource resource : RESOURCES) {
            List<ObjectNode> found;
            try {
                found = api.list(resource.route());
            } catch (GrafanaException.NotFound e) {
                notOffered.add(resource.kind());
                continue;
            }
            for (ObjectNode object : found) {
                Draft draft = draft(resource, object);
                if (tree.takes(draft.place()) || resource.kind() != ItemKind.ALERT_RULE) {
                    items.add(new Pending(draft.kind(), draft.uid(), draft.title(), draft.place(), () -> draft));
                }
            }
        }
    }

    private Draft draft(Resource resource, ObjectNode object) {
        ObjectNode content = object.deepCopy();
        content.remove(CIRCUMSTANCES);
        String title = resource.titleField() == null
                ? "notification policies"
                : object.path(resource.titleField()).asText("");
        String uid = resource.uidField() == null
                ? ROOT_POLICY
                : object.path(resource.uidField()).asText("");
        return new Draft(
                resource.kind(),
                // The contact point that every Grafana starts with has no uid.
                uid.isEmpty() ? title : uid,
                title,
                tree.inside(object.path("folderUID").asText("")),
                null,
                null,
                object.path("updated").isTextual() ? object.path("updated").asText() : null,
                null,
                content);
    }
}
