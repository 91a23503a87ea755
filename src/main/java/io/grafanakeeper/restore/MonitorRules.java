package io.grafanakeeper.restore;

import io.grafanakeeper.archive.AzureResource;
import io.grafanakeeper.monitor.DashboardId;
import io.grafanakeeper.monitor.MonitorDashboards;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Says what is peculiar to a dashboard that becomes a resource of Azure. */
final class MonitorRules {
    private final MonitorDashboards monitor;
    private final Map<String, Optional<String>> locations = new ConcurrentHashMap<>();

    MonitorRules(MonitorDashboards monitor) {
        this.monitor = monitor;
    }

    /** Returns why a dashboard cannot be there, if so. */
    Optional<String> obstacle(String uid, boolean classic) {
        Optional<DashboardId> id = DashboardId.parse(uid);
        if (id.isEmpty()) {
            return Optional.of("the target's settings name no resource group to make it in; set resourceGroups");
        }
        if (!classic) {
            return Optional.of("Azure Monitor takes dashboards of the classic model only");
        }
        return location(id.get()).isEmpty()
                ? Optional.of("there is no resource group " + id.get().resourceGroup())
                : Optional.empty();
    }

    /** Says what will be made. */
    String making(String uid, @Nullable AzureResource known) {
        return DashboardId.parse(uid)
                .map(id -> "becomes the resource " + id.name() + " in resource group " + id.resourceGroup() + ", "
                        + (known == null ? location(id).orElse("") : known.location()))
                .orElse("");
    }

    private Optional<String> location(DashboardId id) {
        return locations.computeIfAbsent(id.resourceGroup(), group -> monitor.location(id));
    }
}
