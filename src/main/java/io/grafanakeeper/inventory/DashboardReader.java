package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.Dashboard;
import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.grafana.FoldersApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.KubernetesApi;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads single dashboards whole, in the version they are stored in, and finds out where they are, without listing anything. */
public final class DashboardReader implements ItemReader {
    private final DashboardsApi dashboards;
    private final KubernetesApi resources;
    private final FoldersApi folders;

    /** Creates the reader of a client's Grafana. */
    public DashboardReader(GrafanaClient client) {
        dashboards = new DashboardsApi(client);
        resources = new KubernetesApi(client);
        folders = new FoldersApi(client);
    }

    @Override
    public Optional<Draft> find(String uid) {
        // First, since Grafana 13 gives a v2 dashboard to the older API too, without its panels.
        Optional<ObjectNode> resource = resources.findV2(uid);
        if (resource.isPresent()) {
            return resource.map(found -> ResourceDrafts.whole(uid, found, place(DashboardResource.folder(found), "")));
        }
        try {
            Dashboard dashboard = dashboards.read(uid);
            return Optional.of(Drafts.dashboard(uid, dashboard, place(dashboard.meta())));
        } catch (GrafanaException.NotFound e) {
            return Optional.empty();
        }
    }

    private Place place(JsonNode meta) {
        String title = meta.path("folderTitle").asText("");
        if (meta.has("folderUid")) {
            return place(meta.path("folderUid").asText(""), title);
        }
        long id = meta.path("folderId").asLong();
        return id == 0
                ? Place.ROOT
                : visible(() -> folders.find(id))
                        .map(folder -> new Place(folder.uid(), folder.title()))
                        .orElse(Place.ROOT);
    }

    /** Goes up from a folder to the first that is not to be seen; for its own the dashboard's word serves. */
    private Place place(String folderUid, String title) {
        if (folderUid.isEmpty()) {
            return Place.ROOT;
        }
        List<String> titles = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String above = folderUid;
        while (!above.isEmpty() && seen.add(above)) {
            String uid = above;
            Optional<Folder> folder = visible(() -> folders.find(uid));
            folder.ifPresent(found -> titles.add(0, found.title()));
            above = folder.map(Folder::parentUid).orElse("");
        }
        return new Place(folderUid, titles.isEmpty() ? title : String.join("/", titles));
    }

    /** Returns a folder if this identity may see it: who may see a dashboard need not see all above it. */
    private static Optional<Folder> visible(Supplier<Optional<Folder>> folder) {
        try {
            return folder.get();
        } catch (GrafanaException.Forbidden e) {
            return Optional.empty();
        }
    }
}
