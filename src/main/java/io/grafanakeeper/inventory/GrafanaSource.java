package io.grafanakeeper.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.DataSourcesApi;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.LibraryApi;
import io.grafanakeeper.grafana.ResourceList;
import io.grafanakeeper.grafana.SearchApi;
import io.grafanakeeper.grafana.ServerApi;
import io.grafanakeeper.settings.BackupSettings;
import io.grafanakeeper.settings.Include;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists what a Grafana holds through its own HTTP API, as far as the settings ask for it. */
public final class GrafanaSource implements Source {
    private final GrafanaClient client;
    private final BackupSettings settings;
    private final boolean whole;

    /** Creates the listing of a Grafana. */
    public GrafanaSource(GrafanaClient client, BackupSettings settings) {
        this(client, settings, true);
    }

    /**
     * Creates the listing of a Grafana.
     *
     * @param whole whether dashboards are listed with their contents where Grafana can do that; it pays unless few will be read
     */
    GrafanaSource(GrafanaClient client, BackupSettings settings, boolean whole) {
        this.client = client;
        this.settings = settings;
        this.whole = whole;
    }

    @Override
    public Listing list() {
        String version = new ServerApi(client).version();
        List<Folder> folders = new FolderListing(client).all();
        FolderTree tree = new FolderTree(folders, settings.folders());
        List<Pending> items = new ArrayList<>();
        List<ItemKind> notOffered = new ArrayList<>();
        if (settings.include().contains(Include.FOLDERS)) {
            addFolders(folders, tree, items);
        }
        if (settings.include().contains(Include.DATASOURCES)) {
            addDataSources(items);
        }
        if (settings.include().contains(Include.LIBRARY_PANELS)) {
            addLibraryPanels(tree, items, notOffered);
        }
        if (settings.include().contains(Include.ALERTING)) {
            new AlertingListing(client, tree).addTo(items, notOffered);
        }
        // Last, since it holds a file that somebody has to close.
        @Nullable
        ResourceList contents = settings.include().contains(Include.DASHBOARDS)
                ? new DashboardListing(client, tree).addTo(items, whole)
                : null;
        return new Listing(version, items, folders, notOffered, contents);
    }

    @Override
    public Set<String> uids(ItemKind kind) {
        return switch (kind) {
            case DASHBOARD -> new SearchApi(client).dashboards().keySet();
            case DATA_SOURCE ->
                new DataSourcesApi(client)
                        .list().stream()
                                .map(source -> source.path("uid").asText())
                                .collect(Collectors.toSet());
            default -> throw new IllegalArgumentException(kind + " is listed whole");
        };
    }

    private static void addFolders(List<Folder> folders, FolderTree tree, List<Pending> items) {
        Set<String> taken = tree.takenFolders();
        for (Folder folder : folders) {
            if (taken.contains(folder.uid())) {
                Draft draft = Drafts.folder(folder, tree.inside(folder.parentUid()));
                items.add(new Pending(ItemKind.FOLDER, folder.uid(), folder.title(), draft.place(), () -> draft));
            }
        }
    }

    private void addDataSources(List<Pending> items) {
        DataSourcesApi api = new DataSourcesApi(client);
        for (ObjectNode source : api.list()) {
            String uid = source.path("uid").asText();
            items.add(new Pending(
                    ItemKind.DATA_SOURCE,
                    uid,
                    source.path("name").asText(""),
                    Place.ROOT,
                    () -> Drafts.dataSource(api.read(uid))));
        }
    }

    private void addLibraryPanels(FolderTree tree, List<Pending> items, List<ItemKind> notOffered) {
        List<ObjectNode> panels;
        try {
            panels = new LibraryApi(client).panels();
        } catch (GrafanaException.NotFound e) {
            notOffered.add(ItemKind.LIBRARY_PANEL);
            return;
        }
        for (ObjectNode panel : panels) {
            String folderUid = LibraryApi.folderUid(panel)
                    .orElseGet(() -> tree.uidOf(panel.path("folderId").asLong()));
            Place place = tree.inside(folderUid);
            if (tree.takes(place)) {
                Draft draft = Drafts.libraryPanel(panel, place);
                items.add(new Pending(ItemKind.LIBRARY_PANEL, draft.uid(), draft.title(), place, () -> draft));
            }
        }
    }
}
