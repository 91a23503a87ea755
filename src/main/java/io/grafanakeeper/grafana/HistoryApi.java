package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardsApi.Saved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Grafana's own history of one dashboard and goes back in it: {@code /api/dashboards/uid/:uid/versions} since Grafana 9,
 * {@code /api/dashboards/id/:id/versions} before.
 *
 * <p>Azure Monitor reads by the uid and goes back by the number only.
 *
 * <p>Grafana 7 answers 403 for the history of a dashboard that is missing and 500 for a version that is; so the caller has read
 * the dashboard, and a version is looked up in the list there.
 */
public final class HistoryApi {
    private static final int PAGE = 1000;

    private final GrafanaClient client;
    private final String byUid;
    private final String byId;
    private final boolean monitor;

    /**
     * Creates the API of a dashboard's history.
     *
     * @param id its number on this server
     * @param monitor whether this is Azure Monitor
     */
    public HistoryApi(GrafanaClient client, String uid, long id, boolean monitor) {
        this.client = client;
        this.monitor = monitor;
        this.byUid = "/api/dashboards/uid/" + Query.segment(uid);
        this.byId = "/api/dashboards/id/" + id;
    }

    /** Lists versions, newest first, as Grafana gives them. */
    public List<ObjectNode> list(int limit) {
        try {
            return list(byUid, limit);
        } catch (GrafanaException.NotFound older) {
            return list(older(older), limit);
        }
    }

    /**
     * Reads a version, with the dashboard as it was in {@code data}.
     *
     * @throws GrafanaException.NotFound if there is none
     */
    public ObjectNode read(long version) {
        try {
            return client.send(Request.get(byUid + "/versions/" + version), Answer::object);
        } catch (GrafanaException.NotFound older) {
            if (list(older(older), Integer.MAX_VALUE).stream()
                    .noneMatch(listed -> listed.path("version").asLong() == version)) {
                throw older;
            }
            return client.send(Request.get(byId + "/versions/" + version), Answer::object);
        }
    }

    /**
     * Saves an old version as the newest one.
     *
     * @throws GrafanaException.NotFound if there is none, or the server has this route no more
     */
    public Saved restore(long version) {
        if (monitor) {
            return restore(byId, version);
        }
        try {
            return restore(byUid, version);
        } catch (GrafanaException.NotFound older) {
            return restore(byId, version);
        }
    }

    private Saved restore(String dashboard, long version) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("version", version);
        return client.send(Request.put("POST", dashboard + "/restore", body), DashboardsApi::saved);
    }

    /** Returns the older route to ask after an answer that the newer one is not there, unless there is none. */
    private String older(GrafanaException.NotFound answer) {
        if (monitor) {
            throw answer;
        }
        return byId;
    }

    private record Page(List<ObjectNode> versions, String next, boolean bare) {}

    /** Follows the pages by start where the answer is a bare array (up to 11.4), by the server's mark where it is an object. */
    private List<ObjectNode> list(String dashboard, int limit) {
        Map<Long, ObjectNode> found = new LinkedHashMap<>();
        String mark = "";
        while (true) {
            int wanted = Math.min(PAGE, limit - found.size());
            Page page = client.send(
                    Request.get(dashboard + "/versions?limit=" + wanted + mark), answer -> page(answer.json()));
            int before = found.size();
            page.versions().forEach(version -> found.put(version.path("version").asLong(), version));
            boolean last =
                    page.bare() ? page.versions().size() < wanted : page.next().isEmpty();
            if (last || found.size() == before || found.size() >= limit) {
                return found.values().stream().limit(limit).toList();
            }
            mark = page.bare() ? "&start=" + found.size() : "&continueToken=" + Query.segment(page.next());
        }
    }

    private static Page page(JsonNode json) throws IOException {
        JsonNode list = json.isArray() ? json : json.path("versions");
        if (!list.isArray() && !list.isNull()) {
            throw new IOException("no list of versions");
        }
        List<ObjectNode> versions = new ArrayList<>();
        for (JsonNode element : list) {
            if (!(element instanceof ObjectNode version)
                    || !version.path("version").isIntegralNumber()) {
                throw new IOException("a version without a number");
            }
            versions.add(version);
        }
        return new Page(versions, json.path("continueToken").asText(""), json.isArray());
    }
}
