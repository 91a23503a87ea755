package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes alerting resources through {@code /api/v1/provisioning}, since Grafana 9. Secrets come back as {@code [REDACTED]}. */
public final class AlertingApi {
    private final GrafanaClient client;

    /** Creates the API of a client's Grafana. */
    public AlertingApi(GrafanaClient client) {
        this.client = client;
    }

    /**
     * Lists one kind of resources whole.
     *
     * @param resource the last segment of the route, such as {@code alert-rules}
     * @throws GrafanaException.NotFound if this server does not have it
     */
    public List<ObjectNode> list(String resource) {
        return client.send(Request.get("/api/v1/provisioning/" + resource), AlertingApi::objects);
    }

    /**
     * Creates a resource, or replaces it, so that it stays editable in Grafana's pages.
     *
     * @param path the route below {@code /api/v1/provisioning/}, its last segment a uid or name where one is replaced
     */
    public void write(String method, String path, ObjectNode resource) {
        client.send(
                Request.put(method, "/api/v1/provisioning/" + path, resource).with("X-Disable-Provenance", "true"),
                Answer::status);
    }

    private static List<ObjectNode> objects(Answer answer) throws IOException {
        JsonNode body = answer.json();
        List<ObjectNode> objects = new ArrayList<>();
        // The notification policies are one tree, not a list; an empty list may come back as null.
        for (JsonNode element : body.isObject() ? List.of(body) : body) {
            if (!(element instanceof ObjectNode object)) {
                throw new IOException("not a list of JSON objects");
            }
            objects.add(object);
        }
        return objects;
    }
}
