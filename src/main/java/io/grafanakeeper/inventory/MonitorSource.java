package io.grafanakeeper.inventory;

import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.monitor.DashboardId;
import io.grafanakeeper.monitor.MonitorDashboard;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.settings.BackupSettings;
import io.grafanakeeper.settings.FolderFilter;
import io.grafanakeeper.settings.Include;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists the dashboards of Azure Monitor through the control plane and reads them through the data plane. There is nothing else: the
 * kinds beside dashboards are told as not offered. A resource group stands where other Grafanas have a folder's path.
 */
final class MonitorSource implements Source {
    private final MonitorReader reader;
    private final MonitorDashboards monitor;
    private final BackupSettings settings;

    MonitorSource(MonitorReader reader, MonitorDashboards monitor, BackupSettings settings) {
        this.reader = reader;
        this.monitor = monitor;
        this.settings = settings;
    }

    @Override
    public Listing list() {
        List<Pending> items = settings.include().contains(Include.DASHBOARDS) ? items(settings.folders()) : List.of();
        List<ItemKind> notOffered = settings.include().stream()
                .flatMap(include -> kinds(include).stream())
                .toList();
        return new Listing("", items, List.of(), notOffered, null);
    }

    @Override
    public Set<String> uids(ItemKind kind) {
        return monitor.list().stream().map(found -> found.id().uid()).collect(Collectors.toSet());
    }

    private List<Pending> items(FolderFilter filter) {
        FolderTree groups = new FolderTree(List.of(), filter);
        List<Pending> items = new ArrayList<>();
        for (MonitorDashboard found : monitor.list()) {
            DashboardId id = found.id();
            Place place = MonitorReader.place(id);
            if (groups.takes(place)) {
                items.add(new Pending(ItemKind.DASHBOARD, id.uid(), id.name(), place, () -> reader.read(found)));
            }
        }
        return items;
    }

    private static List<ItemKind> kinds(Include include) {
        return switch (include) {
            case DASHBOARDS -> List.of();
            case FOLDERS -> List.of(ItemKind.FOLDER);
            case DATASOURCES -> List.of(ItemKind.DATA_SOURCE);
            case LIBRARY_PANELS -> List.of(ItemKind.LIBRARY_PANEL);
            case ALERTING ->
                List.of(
                        ItemKind.ALERT_RULE,
                        ItemKind.CONTACT_POINT,
                        ItemKind.NOTIFICATION_POLICY,
                        ItemKind.MUTE_TIMING,
                        ItemKind.TEMPLATE);
        };
    }
}
