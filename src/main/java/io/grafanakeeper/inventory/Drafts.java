package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.Dashboard;
import io.grafanakeeper.grafana.Folder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Separates what Grafana gave into content, which is kept, and circumstances, which go to the manifest or are the server's own.
 *
 * <p>The content of an item that was restored to a wiped Grafana is the same bytes again: numbers that the server hands out,
 * its counters and its times are not content. Fields that nobody here knows always are.
 */
public final class Drafts {
    private static final List<String> LIBRARY_CIRCUMSTANCES = List.of("id", "orgId", "folderId", "version", "meta");
    private static final List<String> DATA_SOURCE_CIRCUMSTANCES =
            List.of("id", "orgId", "version", "accessControl", "secureJsonFields");
    /** Grafana before 9 could keep these in the clear. */
    private static final List<String> DATA_SOURCE_SECRETS = List.of("password", "basicAuthPassword");

    private Drafts() {}

    /** Returns the draft of a dashboard; only the top-level {@code id} and {@code version} leave its model. */
    public static Draft dashboard(String uid, Dashboard dashboard, Place place) {
        ObjectNode model = dashboard.model();
        ObjectNode meta = dashboard.meta();
        JsonNode id = model.remove("id");
        JsonNode version = model.remove("version");
        return new Draft(
                ItemKind.DASHBOARD,
                uid,
                model.path("title").asText(""),
                place,
                number(id),
                meta.path("version").isIntegralNumber() ? number(meta.path("version")) : number(version),
                text(meta.path("updated")),
                text(meta.path("updatedBy")),
                model,
                meta.path("provisioned").asBoolean(),
                List.of());
    }

    /** Returns the draft of a dashboard of Azure Monitor, whose model bears the uid that it is found by, whatever it said. */
    public static Draft monitor(String uid, Dashboard dashboard, Place place) {
        dashboard.model().put("uid", uid);
        return dashboard(uid, dashboard, place);
    }

    /** Returns the draft of a folder; its parent is part of the content even where the listing does not say it. */
    public static Draft folder(Folder folder, Place place) {
        ObjectNode content = folder.content().deepCopy();
        JsonNode id = content.remove("id");
        if (!folder.parentUid().isEmpty()) {
            content.put("parentUid", folder.parentUid());
        }
        return new Draft(
                ItemKind.FOLDER,
                folder.uid(),
                folder.title(),
                place,
                number(id),
                null,
                null,
                null,
                content,
                false,
                List.of());
    }

    /** Returns the draft of a data source, without the passwords that old servers give in the clear. */
    public static Draft dataSource(ObjectNode source) {
        ObjectNode content = source.deepCopy();
        for (String secret : DATA_SOURCE_SECRETS) {
            if (content.path(secret).isTextual()) {
                content.put(secret, "");
            }
        }
        content.remove(DATA_SOURCE_CIRCUMSTANCES);
        return new Draft(
                ItemKind.DATA_SOURCE,
                source.path("uid").asText(),
                source.path("name").asText(""),
                Place.ROOT,
                number(source.path("id")),
                number(source.path("version")),
                null,
                null,
                content,
                source.path("readOnly").asBoolean(),
                secrets(source));
    }

    /** Returns the draft of a library panel; its folder is part of the content even where the server tells it by number. */
    public static Draft libraryPanel(ObjectNode panel, Place place) {
        JsonNode meta = panel.path("meta");
        ObjectNode content = panel.deepCopy();
        content.remove(LIBRARY_CIRCUMSTANCES);
        content.put("folderUid", place.folderUid());
        return new Draft(
                ItemKind.LIBRARY_PANEL,
                panel.path("uid").asText(),
                panel.path("name").asText(""),
                place,
                number(panel.path("id")),
                number(panel.path("version")),
                text(meta.path("updated")),
                text(meta.path("updatedBy").path("name")),
                content,
                false,
                List.of());
    }

    /** Returns the names of the secrets that are set; their being set is Grafana's state, not the data source's content. */
    private static List<String> secrets(ObjectNode source) {
        List<String> names = new ArrayList<>();
        source.path("secureJsonFields").properties().forEach(field -> {
            if (field.getValue().asBoolean()) {
                names.add(field.getKey());
            }
        });
        return names;
    }

    static @Nullable Long number(@Nullable JsonNode value) {
        return value != null && value.isIntegralNumber() ? value.asLong() : null;
    }

    static @Nullable String text(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
    }
}
