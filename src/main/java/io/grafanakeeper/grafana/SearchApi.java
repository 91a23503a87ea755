package io.grafanakeeper.grafana;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists dashboards through {@code GET /api/search}. */
public final class SearchApi {
    private static final int LARGEST_PAGE = 5000;
    private static final int MOST_PASSES = 5;

    private final GrafanaClient client;
    private final int pageSize;

    /** Creates the API of a client's Grafana. */
    public SearchApi(GrafanaClient client) {
        this(client, LARGEST_PAGE);
    }

    SearchApi(GrafanaClient client, int pageSize) {
        this.client = client;
        this.pageSize = pageSize;
    }

    /**
     * Lists every dashboard that the identity may see, by uid.
     *
     * <p>The search pages by offset, so a dashboard deleted between two pages hides another one at the border. A listing that did
     * not fit on one page is therefore repeated until a pass brings nothing new.
     *
     * @throws GrafanaException if any page cannot be read: half a listing is none
     */
    public Map<String, DashboardHit> dashboards() {
        return all("dash-db");
    }

    /** Lists every folder that the identity may see, by uid; its folder is the one it is in. */
    public Map<String, DashboardHit> folders() {
        return all("dash-folder");
    }

    private Map<String, DashboardHit> all(String type) {
        Map<String, DashboardHit> found = new LinkedHashMap<>();
        boolean more = pass(type, found);
        for (int passes = 1; more && passes < MOST_PASSES; passes++) {
            int before = found.size();
            pass(type, found);
            more = found.size() > before;
        }
        return found;
    }

    /** Reads page after page and tells whether the border of a page may have hidden something. */
    private boolean pass(String type, Map<String, DashboardHit> found) {
        Map<String, DashboardHit> seen = new LinkedHashMap<>();
        boolean border = false;
        for (int number = 1; ; number++) {
            List<DashboardHit> page = page(type, number);
            int before = seen.size();
            page.forEach(hit -> seen.put(hit.uid(), hit));
            // A short page is not trusted to be the last: some servers filter by permission after they cut the page.
            if (seen.size() == before) {
                found.putAll(seen);
                return border;
            }
            border |= number > 1 || page.size() >= pageSize;
        }
    }

    private List<DashboardHit> page(String type, int page) {
        String path = "/api/search?type=" + type + "&limit=" + pageSize + "&page=" + page;
        return client.send(Request.get(path), SearchApi::hits);
    }

    /** Reads hit by hit: a page of 5000 is a few megabytes and need not become a tree. */
    private static List<DashboardHit> hits(Answer answer) throws IOException {
        List<DashboardHit> hits = new ArrayList<>();
        try (JsonParser parser = LosslessJson.factory().createParser(answer.body())) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("not a JSON array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                JsonNode hit = LosslessJson.readValue(parser);
                String uid = hit.path("uid").asText("");
                if (uid.isEmpty()) {
                    throw new IOException("a search hit without a uid");
                }
                hits.add(new DashboardHit(
                        uid,
                        hit.path("id").asLong(),
                        hit.path("title").asText(""),
                        hit.path("folderUid").asText(""),
                        hit.path("folderTitle").asText("")));
            }
        }
        return hits;
    }
}
