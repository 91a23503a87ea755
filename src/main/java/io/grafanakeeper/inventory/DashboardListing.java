package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.DashboardHit;
import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.KubernetesApi;
import io.grafanakeeper.grafana.ListedResource;
import io.grafanakeeper.grafana.ResourceList;
import io.grafanakeeper.grafana.SearchApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists a Grafana's dashboards: whole, contents included, through the Kubernetes-style API where the server has it, else by the
 * search, each to be read by a request of its own.
 *
 * <p>The search is asked in both cases. What it shows and the listing does not is read singly, and is a failure if it cannot be:
 * no disagreement between the two loses a dashboard silently.
 */
final class DashboardListing {
    private final DashboardsApi legacy;
    private final KubernetesApi resources;
    private final SearchApi search;
    private final FolderTree tree;

    DashboardListing(GrafanaClient client, FolderTree tree) {
        legacy = new DashboardsApi(client);
        resources = new KubernetesApi(client);
        search = new SearchApi(client);
        this.tree = tree;
    }

    /**
     * Adds the dashboards that a backup takes; returns what holds their contents, to be closed, or null if nothing does.
     *
     * @param whole whether to list them with their contents, which pays unless few of them will be read
     */
    @Nullable
    ResourceList addTo(List<Pending> items, boolean whole) {
        Optional<ResourceList> listed = whole ? resources.list() : Optional.empty();
        try {
            // After the listing, so that it also shows what was made while that went on.
            Map<String, DashboardHit> hits = new LinkedHashMap<>(search.dashboards());
            listed.ifPresent(list -> list.all().forEach(one -> add(one, list, hits.remove(one.uid()), items)));
            hits.values().forEach(hit -> add(hit, items));
            return listed.orElse(null);
        } catch (RuntimeException e) {
            listed.ifPresent(ResourceList::close);
            throw e;
        }
    }

    private void add(ListedResource one, ResourceList list, @Nullable DashboardHit hit, List<Pending> items) {
        String folderTitle = hit == null ? "" : hit.folderTitle();
        Place place = tree.of(new DashboardHit(one.uid(), 0, one.title(), one.folderUid(), folderTitle));
        add(one.uid(), one.title(), place, () -> draft(list.read(one), one.uid(), place), items);
    }

    private void add(DashboardHit hit, List<Pending> items) {
        Place place = tree.of(hit);
        add(hit.uid(), hit.title(), place, () -> readSingly(hit.uid(), place), items);
    }

    private void add(String uid, String title, Place place, Supplier<Draft> read, List<Pending> items) {
        if (tree.takes(place)) {
            items.add(new Pending(ItemKind.DASHBOARD, uid, title, place, read));
        }
    }

    private static Draft draft(ObjectNode stored, String uid, Place place) {
        return DashboardResource.isV2(DashboardResource.version(stored))
                ? ResourceDrafts.whole(uid, stored, place)
                : ResourceDrafts.model(uid, stored, place);
    }

    /** Reads a dashboard by requests of its own: by the legacy API only once it is certain not to be stored as v2. */
    private Draft readSingly(String uid, Place place) {
        return resources
                .findV2(uid)
                .map(found -> ResourceDrafts.whole(uid, found, place))
                .orElseGet(() -> Drafts.dashboard(uid, legacy.read(uid), place));
    }
}
