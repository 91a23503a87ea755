package io.grafanakeeper.saving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardsApi.FolderRef;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.LibraryApi;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.saving.SavedDashboard.LibraryPanel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings in the library panels of a shared dashboard as Grafana's import page does: one that is there by its uid is linked as it
 * is, one that is missing is created in the dashboard's folder. Where the server lets nobody choose a uid (Grafana 7), the panels
 * become ordinary ones of the dashboard.
 */
final class LibraryPanels {
    /** What a panel of the dashboard keeps when it becomes an ordinary one. */
    private static final List<String> OWN = List.of("id", "gridPos");

    private static final String REFERENCE = "libraryPanel";
    private static final int PANEL = 1;

    private final LibraryApi api;

    LibraryPanels(GrafanaClient grafana) {
        api = new LibraryApi(grafana);
    }

    /** Brings in those that the dashboard refers to, and changes the dashboard where they become ordinary panels. */
    List<LibraryPanel> bring(List<ObjectNode> elements, ObjectNode model, @Nullable FolderRef folder) {
        Set<String> referred = new HashSet<>();
        model.findValues(REFERENCE)
                .forEach(reference -> referred.add(reference.path("uid").asText("")));
        List<LibraryPanel> brought = new ArrayList<>();
        for (ObjectNode element : elements) {
            String uid = element.path("uid").asText();
            if (referred.contains(uid)) {
                brought.add(new LibraryPanel(uid, element.path("name").asText(""), bring(element, model, folder)));
            }
        }
        return brought;
    }

    private String bring(ObjectNode element, ObjectNode model, @Nullable FolderRef folder) {
        String uid = element.path("uid").asText();
        if (exists(uid)) {
            return "linked";
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("uid", uid)
                .put("name", element.path("name").asText(""))
                .put("kind", element.path("kind").asInt(PANEL));
        body.set("model", element.path("model"));
        try {
            api.create(body, folder);
            return "created";
        } catch (GrafanaException.NotFound noSuchApi) {
            inline(model, uid, element.path("model"));
            return "inlined";
        } catch (GrafanaException.Rejected | GrafanaException.Conflict e) {
            if (exists(uid)) {
                // An earlier request made it, whose answer was lost.
                return "created";
            }
            throw ProblemException.conflict(
                    "dashboard.__elements." + uid,
                    "Grafana does not take the library panel "
                            + element.path("name").asText("") + ": " + e.reason(),
                    List.of());
        }
    }

    private boolean exists(String uid) {
        try {
            api.read(uid);
            return true;
        } catch (GrafanaException.NotFound e) {
            return false;
        }
    }

    private static void inline(JsonNode value, String uid, JsonNode panel) {
        if (value instanceof ObjectNode object
                && object.path(REFERENCE).path("uid").asText("").equals(uid)
                && panel instanceof ObjectNode full) {
            ObjectNode own = object.deepCopy().retain(OWN);
            object.removeAll();
            object.setAll(full);
            object.remove(REFERENCE);
            object.setAll(own);
        } else if (value instanceof ObjectNode || value instanceof ArrayNode) {
            value.forEach(child -> inline(child, uid, panel));
        }
    }
}
