package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.grafana.DashboardHit;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.grafana.FolderResources;
import io.grafanakeeper.grafana.FoldersApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.SearchApi;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lists a Grafana's folders: all at once through the Kubernetes-style API where the server has it, else level by level, the
 * folders of one level side by side.
 */
public final class FolderListing {
    private final FoldersApi api;
    private final SearchApi search;
    private final FolderResources resources;
    private final int concurrency;

    /** Creates the listing of a client's Grafana. */
    public FolderListing(GrafanaClient client) {
        api = new FoldersApi(client);
        search = new SearchApi(client);
        resources = new FolderResources(client);
        concurrency = client.concurrency();
    }

    /** Returns every folder, parents before their children. */
    public List<Folder> all() {
        return resources.all().map(this::complete).orElseGet(this::levelByLevel);
    }

    /** Sorts what was listed at once, and adds what only the search shows. */
    private List<Folder> complete(List<Folder> listed) {
        Set<String> uids = new HashSet<>();
        listed.forEach(folder -> uids.add(folder.uid()));
        List<Folder> all = new ArrayList<>(listed);
        all.addAll(hidden(uids));
        return ParentsFirst.sorted(all);
    }

    private List<Folder> levelByLevel() {
        List<Folder> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<Folder> level = fresh(api.children(""), seen);
        while (!level.isEmpty()) {
            all.addAll(level);
            List<Folder> below = new ArrayList<>();
            Parallel.map(level, concurrency, folder -> children(folder.uid())).forEach(below::addAll);
            level = fresh(below, seen);
        }
        if (all.size() >= FoldersApi.PAGE) {
            all.addAll(hidden(seen));
        }
        return all;
    }

    /**
     * Returns the folders that the listing did not show: Grafana 7 gives a thousand at most and ignores the page, and anywhere a
     * deletion between two pages hides a folder at the border.
     */
    private List<Folder> hidden(Set<String> seen) {
        return search.folders().values().stream()
                .filter(hit -> seen.add(hit.uid()))
                .map(FolderListing::folder)
                .toList();
    }

    private static Folder folder(DashboardHit hit) {
        ObjectNode content =
                JsonNodeFactory.instance.objectNode().put("uid", hit.uid()).put("title", hit.title());
        if (hit.id() != 0) {
            content.put("id", hit.id());
        }
        return new Folder(hit.uid(), hit.id(), hit.title(), hit.folderUid(), content);
    }

    /** Returns the folders inside one; none if somebody deleted it since it was listed. */
    private List<Folder> children(String uid) {
        try {
            return api.children(uid);
        } catch (GrafanaException.NotFound deleted) {
            return List.of();
        }
    }

    private static List<Folder> fresh(List<Folder> folders, Set<String> seen) {
        return folders.stream().filter(folder -> seen.add(folder.uid())).toList();
    }
}
