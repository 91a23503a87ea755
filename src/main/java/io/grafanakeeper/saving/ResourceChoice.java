package io.grafanakeeper.saving;

import io.grafanakeeper.archive.AzureResource;
import io.grafanakeeper.monitor.DashboardId;
import io.grafanakeeper.monitor.MonitorDashboard;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.monitor.ResourceName;
import io.grafanakeeper.runs.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which resource of Azure a dashboard is saved into: the one of its uid in full, else the one of the name that the request
 * gives, that its short uid is, or that is made of its title, so that the same request sent twice means the same one.
 */
final class ResourceChoice {
    private static final String UID = "dashboard.uid";
    private static final String NAME = "azure.name";
    private static final String GROUP = "azure.resourceGroup";

    private final MonitorDashboards monitor;
    private final WantedResource wanted;

    ResourceChoice(MonitorDashboards monitor, @Nullable WantedResource wanted) {
        this.monitor = monitor;
        this.wanted = wanted == null ? WantedResource.ANY : wanted;
    }

    /**
     * Names the choice.
     *
     * @param resource the resource, with the region to make it in
     * @param there whether it is there already
     */
    record Chosen(MonitorDashboard resource, boolean there) {}

    /** Chooses by what the dashboard says itself; its uid may be empty. */
    Chosen of(String uid, String title) {
        List<MonitorDashboard> all = monitor.list();
        DashboardId id = DashboardId.parse(uid).map(this::checked).orElseGet(() -> byName(name(uid, title), all));
        Optional<MonitorDashboard> there =
                all.stream().filter(found -> found.id().same(id)).findFirst().or(() -> monitor.find(id));
        there.ifPresent(this::checkLocation);
        return there.map(found -> new Chosen(found, true))
                .orElseGet(() ->
                        new Chosen(new MonitorDashboard(id, new AzureResource(location(id), Map.of())), false));
    }

    private DashboardId checked(DashboardId id) {
        DashboardId ours = monitor.in(id.resourceGroup(), id.name())
                .filter(known -> known.same(id) && ResourceName.isLegal(id.name()))
                .orElseThrow(() -> ProblemException.badRequest(
                        UID,
                        "this names a dashboard outside of the target's subscription and resource groups; leave it out to"
                                + " make one here",
                        groups()));
        if (differs(wanted.name(), id.name())) {
            throw ProblemException.badRequest(NAME, "the dashboard's uid names another one", List.of(id.name()));
        }
        if (differs(wanted.resourceGroup(), id.resourceGroup())) {
            throw ProblemException.badRequest(
                    GROUP, "the dashboard's uid names another one", List.of(id.resourceGroup()));
        }
        return ours;
    }

    private static boolean differs(@Nullable String wanted, String other) {
        return wanted != null && !wanted.equalsIgnoreCase(other);
    }

    private String name(String uid, String title) {
        String name = wanted.name();
        if (name == null) {
            String text = uid.isEmpty() ? title : uid;
            return !uid.isEmpty() && ResourceName.isLegal(uid) ? uid : ResourceName.of(text);
        }
        if (!ResourceName.isLegal(name)) {
            throw ProblemException.badRequest(
                    NAME,
                    "Azure does not take this name",
                    List.of("2 to 30 letters, digits and '-', beginning with a letter, ending with none of '-'"));
        }
        return name;
    }

    private DashboardId byName(String name, List<MonitorDashboard> all) {
        String group = wanted.resourceGroup();
        List<String> groups = monitor.groups();
        if (group == null && groups.size() == 1) {
            group = groups.get(0);
        }
        if (group != null) {
            return monitor.in(group, name)
                    .orElseThrow(() ->
                            ProblemException.badRequest(GROUP, "the target has no such resource group", groups()));
        }
        List<DashboardId> namesakes = all.stream()
                .map(MonitorDashboard::id)
                .filter(id -> id.name().equalsIgnoreCase(name))
                .toList();
        if (namesakes.size() != 1) {
            throw ProblemException.badRequest(GROUP, "say which resource group the dashboard is for", groups());
        }
        return namesakes.get(0);
    }

    private List<String> groups() {
        return monitor.groups().isEmpty() ? List.of("a resource group of the subscription") : monitor.groups();
    }

    private void checkLocation(MonitorDashboard there) {
        String location = wanted.location();
        if (location != null && !plain(location).equals(plain(there.azure().location()))) {
            throw ProblemException.conflict(
                    "azure.location",
                    "the dashboard is there already, and a resource does not move",
                    List.of(there.azure().location()));
        }
    }

    /** Azure knows a region as {@code westeurope} and as {@code West Europe}. */
    private static String plain(String location) {
        return location.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    private String location(DashboardId id) {
        String groups = monitor.location(id)
                .orElseThrow(() -> ProblemException.badRequest(
                        GROUP, "there is no resource group " + id.resourceGroup(), groups()));
        String location = wanted.location();
        return location == null ? groups : location;
    }
}
