package io.grafanakeeper.inventory;

import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.grafana.FoldersApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists a Grafana's folders level by level, the folders of one level side by side. */
public final class FolderListing {
    private final FoldersApi api;
    private final int concurrency;

    /** Creates the listing of a client's Grafana. */
    public FolderListing(GrafanaClient client) {
        api = new FoldersApi(client);
        concurrency = client.concurrency();
    }

    /** Returns every folder, parents before their children. */
    public List<Folder> all() {
        List<Folder> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<Folder> level = fresh(api.children(""), seen);
        while (!level.isEmpty()) {
            all.addAll(level);
            List<Folder> below = new ArrayList<>();
            Parallel.map(level, concurrency, folder -> children(folder.uid())).forEach(below::addAll);
            level = fresh(below, seen);
        }
        return all;
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
