package io.grafanakeeper.saving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what came of saving a dashboard, as it was read back.
 *
 * @param uid the uid that it has
 * @param asked the uid it was sent with; another one than {@code uid} if Grafana overwrote a dashboard of the same title
 * @param generatedUid whether the request gave no uid
 * @param action what was done
 * @param version its version now, or null if Grafana does not say
 * @param folderUid the folder it is in, empty for the root
 * @param url its path on the server, empty if Grafana did not say
 * @param libraryPanels what was done about the library panels that it brought along
 */
public record SavedDashboard(
        String uid,
        String asked,
        boolean generatedUid,
        Action action,
        @Nullable Long version,
        String title,
        String folderUid,
        String url,
        List<LibraryPanel> libraryPanels) {
    /** Names what was done. */
    public enum Action {
        /** It is new. */
        CREATED("created"),
        /** It replaced what was there. */
        UPDATED("updated"),
        /** It was there already, the same. */
        UNCHANGED("unchanged");

        private final String text;

        Action(String text) {
            this.text = text;
        }

        /** Returns the word for answers. */
        public String text() {
            return text;
        }
    }

    /**
     * Says what became of a library panel.
     *
     * @param action {@code created}, {@code linked} to the one that is there, or {@code inlined}
     */
    public record LibraryPanel(String uid, String name, String action) {}

    /** Returns it as JSON for an answer. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("uid", uid)
                .put("generatedUid", generatedUid)
                .put("action", action.text())
                .put("version", version)
                .put("title", title)
                .put("folderUid", folderUid);
        if (!url.isEmpty()) {
            json.put("url", url);
        }
        if (!asked.equals(uid)) {
            json.put("askedUid", asked);
            json.put("note", "Grafana overwrote the dashboard that had this title, and kept that one's uid");
        }
        if (!libraryPanels.isEmpty()) {
            ArrayNode panels = json.putArray("libraryPanels");
            libraryPanels.forEach(panel -> panels.addObject()
                    .put("uid", panel.uid())
                    .put("name", panel.name())
                    .put("action", panel.action()));
        }
        return json;
    }
}
