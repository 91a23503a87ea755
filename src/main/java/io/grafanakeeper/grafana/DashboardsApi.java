package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads dashboards through {@code GET /api/dashboards/uid/:uid}. */
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
}
