package io.grafanakeeper.events;

import io.grafanakeeper.eventgrid.GridEvent;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Monitor;
import io.grafanakeeper.settings.Target;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says that a dashboard of Azure Monitor was written or deleted, as the events of <a
 * href="https://learn.microsoft.com/azure/event-grid/event-schema-resource-groups">Azure Resource Manager</a> do. Of an event's data
 * only the resource's id is read: {@code claims} holds personal data.
 *
 * @param subscription the GUID of the dashboard's subscription
 * @param resourceGroup its resource group, as the event spells it
 * @param name its name
 * @param deleted whether it is gone
 */
record DashboardEvent(String subscription, String resourceGroup, String name, boolean deleted) {
    private static final String WRITTEN = "Microsoft.Resources.ResourceWriteSuccess";
    private static final String DELETED = "Microsoft.Resources.ResourceDeleteSuccess";
    /** What is below a dashboard, such as its definition, is part of it. */
    private static final Pattern ID = Pattern.compile(
            "/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft\\.Dashboard/dashboards/([^/]+)(/.+)?",
            Pattern.CASE_INSENSITIVE);

    /** Reads a delivery; what is no such event is left out. */
    static List<DashboardEvent> read(String delivery, Logger log) {
        return GridEvent.parse(delivery, log).stream()
                .filter(event -> event.is(WRITTEN) || event.is(DELETED))
                .flatMap(DashboardEvent::of)
                .toList();
    }

    private static Stream<DashboardEvent> of(GridEvent event) {
        return Stream.of(event.text("resourceUri"), Optional.of(event.subject()))
                .flatMap(Optional::stream)
                .map(ID::matcher)
                .filter(Matcher::matches)
                .limit(1)
                .map(id -> new DashboardEvent(
                        id.group(1), id.group(2), id.group(3), event.is(DELETED) && id.group(4) == null));
    }

    /** Returns the dashboard's uid in a target, empty if the target does not hold it. */
    Optional<String> uidIn(Target target) {
        Monitor monitor = target.monitor();
        if (target.kind() != Kind.MONITOR || monitor == null || !same(monitor.subscription(), subscription)) {
            return Optional.empty();
        }
        // The settings' own spelling is likelier the one of the listing than that of an event.
        return Optional.of(monitor.resourceGroups())
                .filter(groups -> !groups.isEmpty())
                .orElse(List.of(resourceGroup))
                .stream()
                .filter(group -> same(group, resourceGroup))
                .findFirst()
                .map(group -> String.join(
                        "~",
                        "subscriptions",
                        subscription,
                        "resourceGroups",
                        group,
                        "providers",
                        "Microsoft.Dashboard",
                        "dashboards",
                        name));
    }

    private static boolean same(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }
}
