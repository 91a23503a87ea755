package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.DashboardResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Separates content from circumstances, as {@link Drafts} does, in dashboards that the Kubernetes-style API gave. */
public final class ResourceDrafts {
    private static final String INTERNAL_ID = "grafana.app/deprecatedInternalID";
    private static final List<String> RESOURCE_CIRCUMSTANCES = List.of(
            "grafana.app/createdBy",
            "grafana.app/updatedBy",
            "grafana.app/updatedTimestamp",
            "grafana.app/message",
            "grafana.app/saved-from-ui",
            "grafana.app/grantPermissions",
            INTERNAL_ID);

    private ResourceDrafts() {}

    /**
     * Returns the draft of a dashboard of the Kubernetes-style API: its API version, kind and spec, and of the metadata its name
     * and those annotations and labels that are not the server's own account of it.
     */
    public static Draft whole(String uid, ObjectNode resource, Place place) {
        JsonNode metadata = resource.path("metadata");
        ObjectNode content = resource.deepCopy();
        content.remove("status");
        ObjectNode kept = content.putObject("metadata").put("name", uid);
        keep(kept, "annotations", metadata.path("annotations"));
        keep(kept, "labels", metadata.path("labels"));
        return draft(uid, resource, place, null, content);
    }

    /**
     * Returns the draft of a dashboard of the Kubernetes-style API that is stored as v0 or v1: the same content, from the same
     * dashboard, as {@link Drafts#dashboard} makes of what the legacy API gives.
     */
    static Draft model(String uid, ObjectNode resource, Place place) {
        ObjectNode model = resource.withObject("/spec");
        model.remove(List.of("id", "version"));
        model.put("uid", uid);
        long id = resource.path("metadata").path("labels").path(INTERNAL_ID).asLong();
        return draft(uid, resource, place, id == 0 ? null : id, model);
    }

    private static Draft draft(String uid, ObjectNode resource, Place place, @Nullable Long id, ObjectNode content) {
        JsonNode metadata = resource.path("metadata");
        JsonNode annotations = metadata.path("annotations");
        return new Draft(
                ItemKind.DASHBOARD,
                uid,
                resource.path("spec").path("title").asText(""),
                place,
                id,
                Drafts.number(metadata.path("generation")),
                firstText(annotations.path("grafana.app/updatedTimestamp"), metadata.path("creationTimestamp")),
                firstText(annotations.path("grafana.app/updatedBy"), annotations.path("grafana.app/createdBy")),
                content,
                DashboardResource.provisioned(resource),
                List.of());
    }

    private static void keep(ObjectNode metadata, String field, JsonNode values) {
        if (values instanceof ObjectNode object) {
            ObjectNode kept = object.deepCopy();
            kept.remove(RESOURCE_CIRCUMSTANCES);
            if (!kept.isEmpty()) {
                metadata.set(field, kept);
            }
        }
    }

    private static @Nullable String firstText(JsonNode first, JsonNode second) {
        String text = Drafts.text(first);
        return text == null ? Drafts.text(second) : text;
    }
}
