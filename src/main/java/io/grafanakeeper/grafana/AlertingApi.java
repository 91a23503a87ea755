package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes alerting resources through {@code /api/v1/provisioning}, since Grafana 9. Secrets come back as {@code [REDACTED]}. */
public final class AlertingApi {
    private static final String POLICIES = "policies";

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
        return client.send(
                Request.get("/api/v1/provisioning/" + resource),
                // The notification policies are one tree, not a list.
                answer -> resource.equals(POLICIES) ? List.of(answer.object()) : objects(answer));
    }

    /**
     * Creates one of a kind of resources, so that it stays editable in Grafana's pages.
     *
     * @param resource the last segment of the route, such as {@code alert-rules}
     */
    public void create(String resource, ObjectNode value) {
        write("POST", resource, value);
    }

    /** Replaces a resource of which there is only one, such as {@code policies}. */
    public void replace(String resource, ObjectNode value) {
        write("PUT", resource, value);
    }

    /** Replaces the resource of a uid or name; a template is created where there is none. */
    public void replace(String resource, String name, ObjectNode value) {
        write("PUT", resource + "/" + Query.segment(name), value);
    }

    private void write(String method, String path, ObjectNode value) {
        client.send(
                Request.put(method, "/api/v1/provisioning/" + path, value).with("X-Disable-Provenance", "true"),
                Answer::status);
    }

    private static List<ObjectNode> objects(Answer answer) throws IOException {
        JsonNode body = answer.json();
        // An empty list may come back as null.
        if (!body.isArray() && !body.isNull()) {
            throw new IOException("not a JSON array");
        }
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode element : body) {
            if (!(element instanceof ObjectNode object)) {
                throw new IOException("not a list of JSON objects");
            }
            objects.add(object);
        }
        return objects;
    }
}
