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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

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
                : folders.find(id)
                        .map(folder -> new Place(folder.uid(), folder.title()))
                        .orElse(Place.ROOT);
    }

    /** Goes up from a folder; the dashboard's own word serves for one that is not to be seen. */
    private Place place(String folderUid, String title) {
        StringBuilder path = new StringBuilder();
        Set<String> seen = new HashSet<>();
        String uid = folderUid;
        while (!uid.isEmpty() && seen.add(uid)) {
            Optional<Folder> folder = folders.find(uid);
            String name = folder.map(Folder::title).orElse(path.length() == 0 ? title : "");
            path.insert(0, path.length() == 0 ? name : name + "/");
            uid = folder.map(Folder::parentUid).orElse("");
        }
        return folderUid.isEmpty() ? Place.ROOT : new Place(folderUid, path.toString());
    }
}
