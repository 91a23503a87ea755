package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists, makes and deletes the dashboards of Azure Monitor through Azure Resource Manager, whose resources they are (<a
 * href="https://learn.microsoft.com/rest/api/dashboard/">{@code Microsoft.Dashboard/dashboards}</a>). Its client's endpoint is Azure
 * Resource Manager's.
 */
public final class ResourceManagerApi {
    private static final String DASHBOARDS = "/providers/Microsoft.Dashboard/dashboards";
    private static final String VERSION = "?api-version=2025-08-01";
    private static final String GROUPS_VERSION = "?api-version=2021-04-01";

    private final GrafanaClient client;

    /** Creates the API over a client of Azure Resource Manager. */
    public ResourceManagerApi(GrafanaClient client) {
        this.client = client;
    }

    /**
     * Lists the dashboards of a subscription or resource group, page by page.
     *
     * @param scope its resource id, beginning with a slash
     * @throws GrafanaException if a page does not come, or the link to the next one leads to another host or in a circle
     */
    public List<ObjectNode> list(String scope) {
        List<ObjectNode> found = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        String page = scope + DASHBOARDS + VERSION;
        while (!page.isEmpty()) {
            Request request = Request.get(page);
            if (!asked.add(page)) {
                throw new GrafanaException.BadAnswer(
                        "GET", request.route(), 200, "the links to the next page lead in a circle", false, null);
            }
            page = client.send(request, answer -> {
                ObjectNode body = answer.object();
                List<ObjectNode> here = resources(body);
                String next = body.path("nextLink").asText("");
                String path = next.isEmpty() ? "" : SameHost.path(client.endpoint(), next, request);
                found.addAll(here);
                return path;
            });
        }
        return found;
    }

    private static List<ObjectNode> resources(ObjectNode page) throws IOException {
        if (!(page.path("value") instanceof ArrayNode values)) {
            throw new IOException("no list of resources in the answer");
        }
        List<ObjectNode> resources = new ArrayList<>();
        for (JsonNode value : values) {
            if (!(value instanceof ObjectNode resource)) {
                throw new IOException("a resource that is no JSON object");
            }
            resources.add(resource);
        }
        return resources;
    }

    /** Reads a dashboard's resource, given by its resource id; empty if there is none. */
    public Optional<ObjectNode> find(String id) {
        try {
            return Optional.of(client.send(Request.get(id + VERSION), Answer::object));
        } catch (GrafanaException.NotFound e) {
            return Optional.empty();
        }
    }

    /** Reads a resource group, given by its resource id. */
    public ObjectNode resourceGroup(String id) {
        return client.send(Request.get(id + GROUPS_VERSION), Answer::object);
    }

    /**
     * Makes a dashboard and waits until it is made; one that is there keeps its content.
     *
     * @param id its resource id, beginning with a slash
     * @param resource {@code location}, {@code tags} and {@code properties}
     */
    public void put(String id, ObjectNode resource) {
        new LongRunning(client).send(Request.put("PUT", id + VERSION, resource), id + VERSION);
    }

    /** Deletes a dashboard, given by its resource id, and waits until it is gone; one that is not there is no error. */
    public void delete(String id) {
        new LongRunning(client).send(Request.delete(id + VERSION), id + VERSION);
    }
}
