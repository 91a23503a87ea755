package io.grafanakeeper.restore;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.monitor.DashboardId;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.monitor.ResourceName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides under which uid a dashboard of a backup stands in the target, the same one in every restore.
 *
 * <p>Azure Monitor's uid is the resource's name in full, far over the 40 characters that a Grafana takes; elsewhere such a dashboard
 * is called {@code <resource name>-<8 hex digits of the hash of its uid>}. A Grafana's uid becomes a resource name: itself if Azure
 * takes it, else what is left of it with such a hash. Titles have no part in it: a dashboard that was renamed is the same one.
 */
final class DashboardUids {
    private final Map<String, Integer> namesakes = new HashMap<>();
    private final Map<String, String> titles = new HashMap<>();
    private final Map<String, String> live = new HashMap<>();
    private final @Nullable MonitorDashboards monitor;

    DashboardUids(Manifest manifest, Live there, @Nullable MonitorDashboards monitor) {
        this.monitor = monitor;
        // Azure spells the same name now so and now so: what is there is named as it is there.
        there.all(ItemKind.DASHBOARD).forEach(found -> live.put(found.uid().toLowerCase(Locale.ROOT), found.uid()));
        for (Item item : manifest.items()) {
            DashboardId.parse(item.uid())
                    .ifPresent(id -> namesakes.merge(id.name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        }
        for (Item item : manifest.items()) {
            if (item.kind() == ItemKind.DASHBOARD) {
                titles.put(of(item), item.title());
            }
        }
    }

    /** Returns the uid in the target; empty if the target's settings name no resource group to put the dashboard into. */
    String of(Item item) {
        if (item.kind() != ItemKind.DASHBOARD) {
            return item.uid();
        }
        Optional<DashboardId> id = DashboardId.parse(item.uid());
        if (monitor == null) {
            return id.map(known -> known.name() + "-" + ResourceName.hash(item.uid()))
                    .orElse(item.uid());
        }
        String uid = id.filter(monitor::covers)
                .or(() -> monitor.inFirstGroup(
                        id.map(there -> moved(there, item)).orElseGet(() -> ResourceName.of(item.uid()))))
                .map(DashboardId::uid)
                .orElse("");
        return live.getOrDefault(uid.toLowerCase(Locale.ROOT), uid);
    }

    /** Tells whether the backup holds a dashboard that has this uid in the target, and this title. */
    boolean backsUp(String uid, String title) {
        return title.equals(titles.get(uid));
    }

    /** A name that only one of the backup's dashboards bears stays; of several resource groups become one. */
    private String moved(DashboardId id, Item item) {
        boolean only = namesakes.getOrDefault(id.name().toLowerCase(Locale.ROOT), 0) <= 1;
        return only ? id.name() : ResourceName.hashed(id.name(), item.uid());
    }
}
