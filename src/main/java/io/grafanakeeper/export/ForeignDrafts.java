package io.grafanakeeper.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.Dashboard;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.inventory.AlertingDrafts;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.Drafts;
import io.grafanakeeper.inventory.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what other tools saved into drafts, as if Grafana had given it now. A draft's place is what its own file says; the paths of
 * folders are known only when all files are.
 */
final class ForeignDrafts {
    /** What {@code GET /api/folders/:uid}, which those tools save, says beyond the listing, which a backup of ours keeps. */
    private static final List<String> FOLDER_CIRCUMSTANCES = List.of(
            "orgId",
            "url",
            "hasAcl",
            "canSave",
            "canEdit",
            "canAdmin",
            "canDelete",
            "created",
            "createdBy",
            "updated",
            "updatedBy",
            "version",
            "parents",
            "accessControl");

    private static final int PANEL = 1;
    private static final Pattern FOLDER_URL = Pattern.compile("/dashboards/f/([^/?]+)");

    private ForeignDrafts() {}

    /**
     * Returns what a file holds: one thing, for contact points a list, and nothing for a library element that is no panel.
     *
     * @throws IOException if it does not hold what its name says
     */
    static List<Draft> read(ForeignFile file, JsonNode json) throws IOException {
        if (json.isArray() && file.kind() == ItemKind.CONTACT_POINT) {
            List<Draft> drafts = new ArrayList<>();
            for (JsonNode element : json) {
                drafts.add(named(draft(file, object(element))));
            }
            return drafts;
        }
        if (file.kind() == ItemKind.LIBRARY_PANEL && json.path("kind").asInt(PANEL) != PANEL) {
            return List.of();
        }
        return List.of(named(draft(file, object(json))));
    }

    private static Draft draft(ForeignFile file, ObjectNode json) throws IOException {
        return switch (file.kind()) {
            case DASHBOARD -> dashboard(file, json);
            case FOLDER -> folder(json);
            case DATA_SOURCE -> dataSource(json);
            case LIBRARY_PANEL -> Drafts.libraryPanel(json, panelPlace(json));
            default ->
                AlertingDrafts.of(
                        file.kind(), json, new Place(json.path("folderUID").asText(""), ""));
        };
    }

    private static Draft dashboard(ForeignFile file, ObjectNode json) throws IOException {
        if (!(json.path("dashboard") instanceof ObjectNode model) || !(json.path("meta") instanceof ObjectNode meta)) {
            throw new IOException("it has no meta and dashboard");
        }
        // Grafana before 5 knew no uids, and these tools name the file by one.
        String uid = model.path("uid").asText("");
        return Drafts.dashboard(uid.isEmpty() ? file.name() : uid, new Dashboard(meta, model), dashboardPlace(meta));
    }

    private static Place dashboardPlace(JsonNode meta) {
        String uid = meta.path("folderUid").asText("");
        if (uid.isEmpty()) {
            // Grafana before 8 said it only so.
            Matcher url = FOLDER_URL.matcher(meta.path("folderUrl").asText(""));
            uid = url.find() ? url.group(1) : "";
        }
        return uid.isEmpty()
                ? Place.ROOT
                : new Place(uid, meta.path("folderTitle").asText(""));
    }

    private static Draft folder(ObjectNode json) {
        ObjectNode content = json.deepCopy();
        content.remove(FOLDER_CIRCUMSTANCES);
        String parent = content.path("parentUid").asText("");
        Folder folder = new Folder(
                content.path("uid").asText(""),
                content.path("id").asLong(),
                content.path("title").asText(""),
                parent,
                content);
        return Drafts.folder(folder, new Place(parent, ""));
    }

    private static Draft dataSource(ObjectNode json) {
        Draft draft = Drafts.dataSource(json);
        if (!draft.uid().isEmpty()) {
            return draft;
        }
        // Before Grafana 7 a data source had a name only.
        return new Draft(
                draft.kind(),
                draft.title(),
                draft.title(),
                draft.place(),
                draft.id(),
                draft.version(),
                draft.updated(),
                draft.updatedBy(),
                draft.content(),
                draft.provisioned(),
                draft.secrets());
    }

    private static Place panelPlace(JsonNode json) {
        String own = json.path("folderUid").asText("");
        String uid = own.isEmpty() ? json.path("meta").path("folderUid").asText("") : own;
        boolean general = uid.isEmpty() || uid.equals("general");
        return general
                ? Place.ROOT
                : new Place(uid, json.path("meta").path("folderName").asText(""));
    }

    private static ObjectNode object(JsonNode json) throws IOException {
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("it is not a JSON object");
    }

    private static Draft named(Draft draft) throws IOException {
        if (draft.uid().isEmpty()) {
            throw new IOException("it has neither uid nor name");
        }
        return draft;
    }
}
