package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads dashboards through {@code GET /api/dashboards/uid/:uid} and saves them through {@code POST /api/dashboards/db}. */
public final class DashboardsApi {
    private final GrafanaClient client;

    /** Creates the API of a client's Grafana. */
    public DashboardsApi(GrafanaClient client) {
        this.client = client;
    }

    /**
     * Reads one dashboard whole.
     *
     * @throws GrafanaException if it cannot be read; 406 where only the Kubernetes-style API can give it without loss
     */
    public Dashboard read(String uid) {
        return client.send(Request.get("/api/dashboards/uid/" + Query.segment(uid)), answer -> {
            ObjectNode body = answer.object();
            if (body.path("dashboard") instanceof ObjectNode model && body.path("meta") instanceof ObjectNode meta) {
                return new Dashboard(meta, model);
            }
            throw new IOException("no dashboard in the answer");
        });
    }

    /**
     * Saves a dashboard under its uid.
     *
     * @param model the dashboard, without {@code id}
     * @param folder the folder to put it in, or null for the root; its number serves Grafana 7, which ignores the uid
     * @param version the version that it replaces, or null to create it; another one is refused with 412
     * @param message the note in Grafana's own history
     */
    public void save(ObjectNode model, @Nullable FolderRef folder, @Nullable Long version, String message) {
        ObjectNode dashboard = model.deepCopy();
        dashboard.putNull("id");
        if (version != null) {
            dashboard.put("version", version);
        }
        ObjectNode body = body(dashboard, message, false);
        if (folder != null) {
            body.put("folderUid", folder.uid());
            if (folder.id() > 0) {
                body.put("folderId", folder.id());
            }
        }
        client.send(Request.put("POST", "/api/dashboards/db", body), Answer::status);
    }

    /**
     * Saves a dashboard under its uid over whatever is there, into no folder.
     *
     * @param model the dashboard, without {@code id}
     * @param message the note in Grafana's own history
     */
    public void overwrite(ObjectNode model, String message) {
        ObjectNode dashboard = model.deepCopy();
        dashboard.putNull("id");
        client.send(Request.put("POST", "/api/dashboards/db", body(dashboard, message, true)), Answer::status);
    }

    private static ObjectNode body(ObjectNode dashboard, String message, boolean overwrite) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("dashboard", dashboard);
        return body.put("message", message).put("overwrite", overwrite);
    }

    /**
     * Names a folder in both of the ways that servers know.
     *
     * @param uid its uid
     * @param id its number, 0 if unknown
     */
    public record FolderRef(String uid, long id) {}
}
