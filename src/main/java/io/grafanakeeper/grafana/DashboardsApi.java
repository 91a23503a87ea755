package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and deletes dashboards through {@code /api/dashboards/uid/:uid} and saves them through {@code POST /api/dashboards/db}.
 */
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
     * @param model the dashboard; its {@code id} is not sent
     * @param folder the folder to put it in, or null for the root; its number serves Grafana 7, which ignores the uid
     * @param version the version that it replaces, or null for what the model itself says; another one is refused with 412
     * @param overwrite whether to replace what is there, a dashboard of the same title in the folder too, which then keeps its uid
     * @param message the note in Grafana's own history
     */
    public Saved save(
            ObjectNode model, @Nullable FolderRef folder, @Nullable Long version, boolean overwrite, String message) {
        ObjectNode dashboard = model.deepCopy();
        dashboard.putNull("id");
        if (version != null) {
            dashboard.put("version", version);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("dashboard", dashboard);
        body.put("message", message).put("overwrite", overwrite);
        if (folder != null) {
            body.put("folderUid", folder.uid());
            if (folder.id() > 0) {
                body.put("folderId", folder.id());
            }
        }
        return client.send(Request.put("POST", "/api/dashboards/db", body), DashboardsApi::saved);
    }

    /**
     * Deletes a dashboard.
     *
     * @throws GrafanaException.NotFound if there is none; also when an earlier request deleted it whose answer was lost
     */
    public void delete(String uid) {
        client.send(Request.delete("/api/dashboards/uid/" + Query.segment(uid)), Answer::status);
    }

    static Saved saved(Answer answer) throws IOException {
        ObjectNode body = answer.object();
        return new Saved(
                body.path("uid").asText(""),
                body.path("version").asLong(),
                body.path("url").asText(""));
    }

    /**
     * Says what Grafana did with a dashboard that it was given.
     *
     * @param uid the uid that it has, which need not be the one that was sent
     * @param version its version now
     * @param url its path on the server
     */
    public record Saved(String uid, long version, String url) {}

    /**
     * Names a folder in both of the ways that servers know.
     *
     * @param uid its uid
     * @param id its number, 0 if unknown
     */
    public record FolderRef(String uid, long id) {}
}
