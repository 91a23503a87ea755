package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the history of one dashboard from Grafana's Kubernetes-style API: the listing with the label {@code grafana.app/get-history}
 * (<a href="https://grafana.com/docs/grafana/latest/developer-resources/api-reference/http-api/resource-history/">resource history</a>).
 *
 * <p>Stable versions of the API have it, others need not: they answer nothing, or refuse. Each state is stored in the version it was
 * written in, and converted for any other.
 */
public final class ResourceHistoryApi {
    /** Few, since each state is a whole dashboard. */
    private static final int PAGE = 10;

    private final GrafanaClient client;
    private final KubernetesApi resources;
    private final String uid;

    /** Creates the API of a dashboard's history. */
    public ResourceHistoryApi(GrafanaClient client, KubernetesApi resources, String uid) {
        this.client = client;
        this.resources = resources;
        this.uid = uid;
    }

    /** Lists states, newest first, in a version of the API; none where that version has no history. */
    public List<ObjectNode> list(String version, int limit) {
        List<ObjectNode> found = new ArrayList<>();
        visit(version, Math.min(limit, PAGE), state -> found.add(state) && found.size() >= limit);
        return found;
    }

    /** Finds a state by its number, in a version of the API. */
    public Optional<ObjectNode> find(String version, long generation) {
        List<ObjectNode> found = new ArrayList<>();
        visit(version, PAGE, state -> generation(state) == generation && found.add(state));
        return found.stream().findFirst();
    }

    /** Returns the number of a state. */
    public static long generation(ObjectNode state) {
        return state.path("metadata").path("generation").asLong();
    }

    private record Page(List<ObjectNode> states, String next) {}

    private void visit(String version, int size, Predicate<ObjectNode> enough) {
        Set<String> marks = new HashSet<>();
        String next = "";
        do {
            Page page = page(version, size, next);
            for (ObjectNode state : page.states()) {
                if (enough.test(state)) {
                    return;
                }
            }
            next = page.next();
        } while (!next.isEmpty() && marks.add(next));
    }

    private Page page(String version, int size, String mark) {
        String path = resources.all(version)
                + "?labelSelector=" + Query.segment("grafana.app/get-history=true")
                + "&fieldSelector=" + Query.segment("metadata.name=" + uid)
                + "&limit=" + size
                + (mark.isEmpty() ? "" : "&continue=" + Query.segment(mark));
        try {
            return client.send(Request.get(path), answer -> page(answer.object()));
        } catch (GrafanaException.NotFound | GrafanaException.Rejected | GrafanaException.Forbidden none) {
            if (mark.isEmpty()) {
                return new Page(List.of(), "");
            }
            throw none;
        }
    }

    /** Reads a page; a server that does not know the selectors lists every dashboard. */
    private Page page(ObjectNode body) {
        List<ObjectNode> states = new ArrayList<>();
        for (JsonNode item : body.path("items")) {
            if (item instanceof ObjectNode state
                    && state.path("metadata").path("name").asText("").equals(uid)) {
                states.add(state);
            }
        }
        return new Page(states, body.path("metadata").path("continue").asText(""));
    }
}
