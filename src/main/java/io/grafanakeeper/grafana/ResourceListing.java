package io.grafanakeeper.grafana;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Walks through the pages of one listing of the Kubernetes-style API.
 *
 * <p>It asks in the version that the server prefers. When the first page shows that most objects are stored in another one, it
 * begins again in that, once: one request more, and only the few that are stored otherwise need a request of their own.
 */
final class ResourceListing {
    /** Says that the mark of the next page is good no longer. */
    static final int EXPIRED = 410;

    private static final int PAGE = 500;
    private static final int MOST_RESTARTS = 5;
    /** A server that leaves out what the identity may not see gives pages with nothing in them; one with new marks for ever is broken. */
    private static final int MOST_FRUITLESS = 100;

    /** A page holds hundreds of dashboards, and the server may have to convert each. */
    private static final int PATIENCE = 3;

    private final GrafanaClient client;
    private final ResourceApi api;
    private final Spool spool = new Spool();
    private final Map<String, ListedResource> found = new LinkedHashMap<>();
    private String version;
    private boolean settled;

    ResourceListing(GrafanaClient client, ResourceApi api) {
        this.client = client.patient(PATIENCE);
        this.api = api;
        this.version = api.group().preferred();
    }

    /** Lists everything; half a listing is none. */
    ResourceList list() {
        try (ResourcePage page = new ResourcePage(spool)) {
            for (int restarts = 0; !pass(page, restarts == MOST_RESTARTS); restarts++) {
                spool.truncate(0);
                found.clear();
            }
            return new ResourceList(api, version, List.copyOf(found.values()), spool);
        } catch (RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    /** Reads page after page; false if the listing has to begin anew. */
    private boolean pass(ResourcePage page, boolean last) {
        Set<String> marks = new HashSet<>();
        String next = "";
        int fruitless = 0;
        do {
            ResourcePage.Part part;
            try {
                part = client.send(Request.get(path(next)), page.in(version));
            } catch (GrafanaException.NotFound expired) {
                // The mark of the next page is good for a few minutes only.
                if (expired.status() != EXPIRED || last) {
                    throw expired;
                }
                return false;
            }
            if (!settle(part.items())) {
                return false;
            }
            int before = found.size();
            part.items().forEach(item -> found.put(item.uid(), item));
            fruitless = found.size() > before ? 0 : fruitless + 1;
            next = part.next();
            boolean further = marks.add(next) && fruitless <= MOST_FRUITLESS;
            if (!next.isEmpty() && !further) {
                throw new GrafanaException.BadAnswer(
                        "GET", api.all(version), 200, "the listing repeats itself", false, null);
            }
        } while (!next.isEmpty());
        return true;
    }

    private String path(String next) {
        return api.all(version) + "?limit=" + PAGE + (next.isEmpty() ? "" : "&continue=" + Query.segment(next));
    }

    /** Decides by the first page on the version to list in; false if it is another one than so far. */
    private boolean settle(List<ListedResource> first) {
        if (settled) {
            return true;
        }
        settled = true;
        Map<String, Long> stored =
                first.stream().collect(Collectors.groupingBy(ListedResource::stored, Collectors.counting()));
        String most = api.group().versions().stream()
                .max(Comparator.comparingLong(offered -> stored.getOrDefault(offered, 0L)))
                .orElse(version);
        if (stored.getOrDefault(most, 0L) <= stored.getOrDefault(version, 0L)) {
            return true;
        }
        version = most;
        return false;
    }
}
