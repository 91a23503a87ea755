package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Separates what Grafana's provisioning API gave into content and circumstances, as {@link Drafts} does for everything else. */
public final class AlertingDrafts {
    /** What the server counts or stamps; a restored rule must be the same content again. */
    private static final List<String> CIRCUMSTANCES = List.of("id", "orgID", "updated", "version", "provenance");
    /** The tree of policies is one thing and has no name. */
    private static final String ROOT_POLICY = "root";

    private AlertingDrafts() {}

    /**
     * Returns the draft of something of the provisioning API, named by its uid or, where it has none, by its name. Of its secrets
     * there are names only: the mark that Grafana gives in their place is no content.
     */
    public static Draft of(ItemKind kind, ObjectNode object, Place place) {
        ObjectNode content = object.deepCopy();
        content.remove(CIRCUMSTANCES);
        List<String> secrets = Redaction.strip(content);
        String title = title(kind, object);
        return new Draft(
                kind,
                uid(kind, object, title),
                title,
                place,
                null,
                null,
                updated(object),
                null,
                content,
                provisioned(object),
                secrets);
    }

    private static @Nullable String updated(ObjectNode object) {
        JsonNode updated = object.path("updated");
        return updated.isTextual() && !updated.asText().isEmpty() ? updated.asText() : null;
    }

    /** Tells whether a resource comes from a file: one made by the API with its own provenance may be changed by the API. */
    private static boolean provisioned(ObjectNode object) {
        String provenance = object.path("provenance").asText("");
        return !provenance.isEmpty() && !provenance.equals("api");
    }

    private static String title(ItemKind kind, ObjectNode object) {
        return switch (kind) {
            case ALERT_RULE -> object.path("title").asText("");
            case NOTIFICATION_POLICY -> "notification policies";
            default -> object.path("name").asText("");
        };
    }

    private static String uid(ItemKind kind, ObjectNode object, String title) {
        return switch (kind) {
            case NOTIFICATION_POLICY -> ROOT_POLICY;
            case ALERT_RULE, CONTACT_POINT -> {
                String uid = object.path("uid").asText("");
                // The contact point that every Grafana starts with has no uid.
                yield uid.isEmpty() ? title : uid;
            }
            default -> title;
        };
    }
}
