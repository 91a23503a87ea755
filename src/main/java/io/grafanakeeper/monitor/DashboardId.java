package io.grafanakeeper.monitor;

import java.util.List;
import java.util.Optional;

/**
 * Names a dashboard of Azure Monitor. Azure compares all three parts without regard to case.
 *
 * @param subscription the subscription's GUID
 * @param resourceGroup the resource group's name
 * @param name the resource's name
 */
public record DashboardId(String subscription, String resourceGroup, String name) {
    /** What stands between the parts; the spelling of these words varies from answer to answer. */
    private static final List<String> WORDS =
            List.of("subscriptions", "", "resourceGroups", "", "providers", "Microsoft.Dashboard", "dashboards", "");

    /** Reads a resource id, or a uid, which is one with {@code ~} for {@code /}; empty for any other text. */
    public static Optional<DashboardId> parse(String text) {
        String id = text.replace('~', '/');
        List<String> parts = List.of((id.startsWith("/") ? id.substring(1) : id).split("/", -1));
        if (parts.size() != WORDS.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < parts.size(); i++) {
            String word = WORDS.get(i);
            if (word.isEmpty() ? parts.get(i).isEmpty() : !word.equalsIgnoreCase(parts.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new DashboardId(parts.get(1), parts.get(3), parts.get(7)));
    }

    /** Returns the resource id, beginning with a slash. */
    public String resourceId() {
        return group(subscription, resourceGroup) + "/providers/Microsoft.Dashboard/dashboards/" + name;
    }

    /** Returns the uid under which the data plane knows the dashboard. */
    public String uid() {
        return resourceId().substring(1).replace('/', '~');
    }

    /** Tells whether two names mean the same resource. */
    public boolean same(DashboardId other) {
        return resourceId().equalsIgnoreCase(other.resourceId());
    }

    static String group(String subscription, String resourceGroup) {
        return "/subscriptions/" + subscription + "/resourceGroups/" + resourceGroup;
    }
}
