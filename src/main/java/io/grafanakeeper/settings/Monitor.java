package io.grafanakeeper.settings;

import java.util.List;

/**
 * Says where the dashboards of Azure Monitor stand, because only the Azure control plane can list them.
 *
 * @param subscription a GUID
 * @param resourceGroups empty for the whole subscription
 */
public record Monitor(String subscription, List<String> resourceGroups) {
    public Monitor {
        resourceGroups = List.copyOf(resourceGroups);
    }
}
