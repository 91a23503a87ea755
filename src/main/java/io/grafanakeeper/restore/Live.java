package io.grafanakeeper.restore;

import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.Listing;
import io.grafanakeeper.inventory.Pending;
import io.grafanakeeper.settings.BackupSettings;
import io.grafanakeeper.settings.FolderFilter;
import io.grafanakeeper.settings.Include;
import io.grafanakeeper.settings.Retention;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows what the Grafana to restore into holds now: names at once, contents when asked, until it is closed. */
final class Live implements AutoCloseable {
    private static final int NESTED_SINCE = 11;

    private final Listing listing;
    private final Map<ItemKind, Map<String, Pending>> items = new HashMap<>();
    private final Map<ItemKind, Map<String, List<Pending>>> byTitle = new HashMap<>();

    /** So many are read one by one faster than a large Grafana can be listed with all contents. */
    private static final int FEW = 200;

    private Live(Listing listing) {
        this.listing = listing;
        for (Pending item : listing.items()) {
            items.computeIfAbsent(item.kind(), kind -> new HashMap<>()).put(item.uid(), item);
            byTitle.computeIfAbsent(item.kind(), kind -> new HashMap<>())
                    .computeIfAbsent(item.title(), title -> new ArrayList<>())
                    .add(item);
        }
    }

    /**
     * Lists what there is of some kinds.
     *
     * @param dashboards how many dashboards will be read
     */
    static Live list(Connection connection, Set<ItemKind> kinds, long dashboards) {
        EnumSet<Include> include = EnumSet.of(Include.FOLDERS);
        for (ItemKind kind : kinds) {
            include.add(
                    switch (kind) {
                        case FOLDER -> Include.FOLDERS;
                        case DATA_SOURCE -> Include.DATASOURCES;
                        case LIBRARY_PANEL -> Include.LIBRARY_PANELS;
                        case DASHBOARD -> Include.DASHBOARDS;
                        default -> Include.ALERTING;
                    });
        }
        BackupSettings everything =
                new BackupSettings(include, new FolderFilter(List.of(), List.of()), new Retention(1, 1, 1, 1));
        return new Live(connection.source(everything, dashboards > FEW).list());
    }

    @Override
    public void close() {
        listing.close();
    }

    List<Folder> folders() {
        return listing.folders();
    }

    Optional<Pending> item(ItemKind kind, String uid) {
        return Optional.ofNullable(items.getOrDefault(kind, Map.of()).get(uid));
    }

    /** Returns the items of a kind and title, wherever they are. */
    List<Pending> namesakes(ItemKind kind, String title) {
        return byTitle.getOrDefault(kind, Map.of()).getOrDefault(title, List.of());
    }

    List<Pending> all(ItemKind kind) {
        return List.copyOf(items.getOrDefault(kind, Map.of()).values());
    }

    /** Tells whether this server has a kind of items at all. */
    boolean offers(ItemKind kind) {
        return !listing.notOffered().contains(kind);
    }

    /** Tells whether there are folders, which only Azure Monitor has not. */
    boolean hasFolders() {
        return offers(ItemKind.FOLDER);
    }

    /** Tells whether this Grafana has folders in folders. */
    boolean nested() {
        return nested(listing.version())
                || folders().stream().anyMatch(folder -> !folder.parentUid().isEmpty());
    }

    /**
     * Tells whether a version of Grafana has folders in folders. One that is hidden is taken to have them: if it has not, the reading
     * back tells so, while folders that are made in the root without need would tell nobody.
     */
    static boolean nested(String version) {
        int major = major(version);
        return major == 0 || major >= NESTED_SINCE;
    }

    /** Returns the server's major version, 0 if it hides it. */
    int major() {
        return major(listing.version());
    }

    private static int major(String version) {
        String digits = version.replaceAll("\\..*$", "");
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
    }
}
