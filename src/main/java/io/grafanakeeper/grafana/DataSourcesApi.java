package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes data sources through {@code /api/datasources}. Their secrets are never in an answer, only the secrets' names. */
public final class DataSourcesApi {
    private final GrafanaClient client;

    /** Creates the API of a client's Grafana. */
    public DataSourcesApi(GrafanaClient client) {
        this.client = client;
    }

    /** Lists all data sources, in the short form that leaves out which secrets are set. */
    public List<ObjectNode> list() {
        return client.send(Request.get("/api/datasources"), DataSourcesApi::objects);
    }

    /** Reads one data source whole, with the names of its secrets in {@code secureJsonFields}. */
    public ObjectNode read(String uid) {
        return client.send(Request.get("/api/datasources/uid/" + Query.segment(uid)), Answer::object);
    }

    /** Creates a data source with its uid, and with its secrets in {@code secureJsonData} if there are any. */
    public void create(ObjectNode source) {
        client.send(Request.put("POST", "/api/datasources", source), Answer::status);
    }

    /** Replaces a data source; secrets that are not named stay as they are. */
    public void update(String uid, ObjectNode source) {
        try {
            client.send(Request.put("PUT", "/api/datasources/uid/" + Query.segment(uid), source), Answer::status);
        } catch (GrafanaException.NotFound older) {
            // Grafana before 9 knows data sources by their numbers only.
            long id = read(uid).path("id").asLong();
            client.send(Request.put("PUT", "/api/datasources/" + id, source), Answer::status);
        }
    }

    private static List<ObjectNode> objects(Answer answer) throws IOException {
        if (!(answer.json() instanceof ArrayNode array)) {
            throw new IOException("not a JSON array");
        }
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode element : array) {
            if (!(element instanceof ObjectNode object)
                    || object.path("uid").asText("").isEmpty()) {
                throw new IOException("a data source without a uid");
            }
            objects.add(object);
        }
        return objects;
    }
}
