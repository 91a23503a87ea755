package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.AlertingApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import java.util.List;

/** Lists a Grafana's alerting: rules, contact points, notification policies, mute timings and templates. */
final class AlertingListing {
    private static final List<Resource> RESOURCES = List.of(
            new Resource(ItemKind.ALERT_RULE, "alert-rules"),
            new Resource(ItemKind.CONTACT_POINT, "contact-points"),
            new Resource(ItemKind.NOTIFICATION_POLICY, "policies"),
            new Resource(ItemKind.MUTE_TIMING, "mute-timings"),
            new Resource(ItemKind.TEMPLATE, "templates"));

    private final AlertingApi api;
    private final FolderTree tree;

    AlertingListing(GrafanaClient client, FolderTree tree) {
        api = new AlertingApi(client);
        this.tree = tree;
    }

    private record Resource(ItemKind kind, String route) {}

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
                Place place = tree.inside(object.path("folderUID").asText(""));
                Draft draft = AlertingDrafts.of(resource.kind(), object, place);
                if (tree.takes(draft.place()) || resource.kind() != ItemKind.ALERT_RULE) {
                    items.add(new Pending(draft.kind(), draft.uid(), draft.title(), draft.place(), () -> draft));
                }
            }
        }
    }
}
