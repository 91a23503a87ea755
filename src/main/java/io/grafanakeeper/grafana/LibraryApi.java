package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardsApi.FolderRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes library panels: {@code GET /api/library-elements} since Grafana 8, {@code /api/library-panels} in 7.4 and 7.5, nothing
 * before.
 */
public final class LibraryApi {
    private static final int PAGE = 100;
    private static final String ELEMENTS = "/api/library-elements";
    private static final int MOST_PASSES = 5;
    private static final String ROOT = "general";

    private final GrafanaClient client;

    /** Creates the API of a client's Grafana. */
    public LibraryApi(GrafanaClient client) {
        this.client = client;
    }

    /**
     * Lists all library panels whole.
     *
     * @throws GrafanaException.NotFound if this server has no library panels at all
     */
    public List<ObjectNode> panels() {
        try {
            return all(ELEMENTS + "?kind=1&", "elements");
        } catch (GrafanaException.NotFound older) {
            return all("/api/library-panels?", "libraryPanels");
        }
    }

    /**
     * Reads one library panel whole.
     *
     * @throws GrafanaException.NotFound if there is none of this uid, or no such API
     */
    public ObjectNode read(String uid) {
        return client.send(Request.get(ELEMENTS + "/" + Query.segment(uid)), answer -> {
            if (answer.object().path("result") instanceof ObjectNode panel) {
                return panel;
            }
            throw new IOException("no library panel in the answer");
        });
    }

    /**
     * Returns the uid of the folder that a library panel says it is in, empty for the root.
     *
     * @return nothing from Grafana 7, which tells a number only
     */
    public static Optional<String> folderUid(JsonNode panel) {
        JsonNode own = panel.path("folderUid");
        // Early Grafana 8 tells it beside the panel only.
        JsonNode uid = own.isTextual() ? own : panel.path("meta").path("folderUid");
        return Optional.of(uid)
                .filter(JsonNode::isTextual)
                .map(text -> text.asText().equals(ROOT) ? "" : text.asText());
    }

    /** Tells whether a library panel is in a folder, or in the root for null; nobody can tell of a folder of unknown number. */
    public static boolean isIn(@Nullable FolderRef folder, JsonNode panel) {
        long id = panel.path("folderId").asLong();
        return folderUid(panel)
                .map(uid -> uid.equals(folder == null ? "" : folder.uid()))
                .orElseGet(() -> folder == null ? id == 0 : id != 0 && id == folder.id());
    }

    /**
     * Creates a library panel with its uid; since Grafana 8, which lets the caller choose it.
     *
     * @param folder the folder to create it in, or null for the root
     */
    public void create(ObjectNode panel, @Nullable FolderRef folder) {
        client.send(Request.put("POST", ELEMENTS, in(folder, panel)), Answer::status);
    }

    /** Replaces a library panel that has the version named in the body, and puts it into a folder, the root for null. */
    public void update(String uid, ObjectNode panel, @Nullable FolderRef folder) {
        client.send(Request.put("PATCH", ELEMENTS + "/" + Query.segment(uid), in(folder, panel)), Answer::status);
    }

    /** Names the folder in both ways: early Grafana 8 knows its number only, later ones go by the uid. */
    private static ObjectNode in(@Nullable FolderRef folder, ObjectNode panel) {
        ObjectNode body = panel.deepCopy().put("folderUid", folder == null ? "" : folder.uid());
        if (folder == null) {
            return body.put("folderId", 0);
        }
        return folder.id() > 0 ? body.put("folderId", folder.id()) : body.without("folderId");
    }

    /** Reads all pages, and again while that brings new ones: a deletion between two pages hides a panel at the border. */
    private List<ObjectNode> all(String route, String field) {
        Map<String, ObjectNode> panels = new LinkedHashMap<>();
        boolean more = true;
        for (int passes = 0; more && passes < MOST_PASSES; passes++) {
            int before = panels.size();
            panels.putAll(pass(route, field));
            more = panels.size() >= PAGE && panels.size() > before;
        }
        return List.copyOf(panels.values());
    }

    private Map<String, ObjectNode> pass(String route, String field) {
        Map<String, ObjectNode> panels = new LinkedHashMap<>();
        for (int page = 1; ; page++) {
            List<ObjectNode> found = client.send(
                    Request.get(route + "perPage=" + PAGE + "&page=" + page), answer -> elements(answer, field));
            int before = panels.size();
            found.forEach(panel -> panels.put(panel.path("uid").asText(), panel));
            if (panels.size() == before) {
                return panels;
            }
        }
    }

    private static List<ObjectNode> elements(Answer answer, String field) throws IOException {
        JsonNode elements = answer.object().path("result").path(field);
        if (!elements.isArray()) {
            throw new IOException("no " + field + " in the answer");
        }
        List<ObjectNode> panels = new ArrayList<>();
        for (JsonNode element : elements) {
            if (!(element instanceof ObjectNode panel)
                    || panel.path("uid").asText("").isEmpty()) {
                throw new IOException("a library panel without a uid");
            }
            panels.add(panel);
        }
        return panels;
    }
}
