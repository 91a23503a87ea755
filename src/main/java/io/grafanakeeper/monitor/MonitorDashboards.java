package io.grafanakeeper.monitor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.AzureResource;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.Meter;
import io.grafanakeeper.grafana.ResourceManagerApi;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.settings.Monitor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Lists, makes and deletes the dashboards of one target of kind {@code monitor}, in the subscription and resource groups of its
 * settings and nowhere else. Every method throws {@link ServiceException} if Azure Resource Manager does not do its part.
 */
public final class MonitorDashboards {
    private static final String SERVICE = "Azure Resource Manager";
    private static final String UNAUTHORIZED =
            "; check the app setting ARM_ENDPOINT, which makes the token's audience, and the app's identity";
    private static final String FORBIDDEN =
            "; assign the identity Monitoring Reader there to list dashboards, and Azure Monitor Dashboards with Grafana"
                    + " Contributor to write them, then wait a few minutes";
    /** What may stand in the name of a resource group, as far as it can stand in a path as it is. */
    private static final Pattern GROUP = Pattern.compile("[a-zA-Z0-9_.()-]{0,89}[a-zA-Z0-9_()-]");

    private final GrafanaClient manager;
    private final ResourceManagerApi api;
    private final Monitor where;

    /**
     * Creates the list.
     *
     * @param manager a client of Azure Resource Manager
     * @param where the subscription and resource groups of the target
     */
    public MonitorDashboards(GrafanaClient manager, Monitor where) {
        this.manager = manager;
        this.api = new ResourceManagerApi(manager);
        this.where = where;
    }

    /** Returns the same, counting its requests with a meter. */
    public MonitorDashboards countedBy(Meter meter) {
        return new MonitorDashboards(manager.countedBy(meter), where);
    }

    /** Lists the target's dashboards; one resource group that cannot be listed fails the whole. */
    public List<MonitorDashboard> list() {
        Map<String, MonitorDashboard> found = new LinkedHashMap<>();
        for (String scope : scopes()) {
            for (ObjectNode resource : ask(() -> api.list(scope))) {
                DashboardId id = DashboardId.parse(resource.path("id").asText(""))
                        .orElseThrow(
                                () -> new ServiceException(SERVICE, "it lists a dashboard without a name", true, null));
                // A group named twice, in another case, is one group.
                found.putIfAbsent(id.resourceId().toLowerCase(Locale.ROOT), new MonitorDashboard(id, azure(resource)));
            }
        }
        return List.copyOf(found.values());
    }

    /** Asks for one dashboard by itself: a listing may lag behind, and lack what was made just now. */
    public Optional<MonitorDashboard> find(DashboardId id) {
        return ask(() -> api.find(covered(id).resourceId()))
                .map(resource -> new MonitorDashboard(
                        DashboardId.parse(resource.path("id").asText("")).orElse(id), azure(resource)));
    }

    /** Tells whether a dashboard of this name belongs to the target, there or not. */
    public boolean covers(DashboardId id) {
        return id.subscription().equalsIgnoreCase(where.subscription())
                && (where.resourceGroups().isEmpty()
                        || where.resourceGroups().stream().anyMatch(id.resourceGroup()::equalsIgnoreCase));
    }

    /**
     * Finds a dashboard by its uid, or by its resource name where only one has it.
     *
     * @throws ProblemException 404 if the target has none, 409 if several have the name
     */
    public MonitorDashboard named(String uid) {
        Optional<DashboardId> id = DashboardId.parse(uid);
        List<MonitorDashboard> found = list().stream()
                .filter(there -> id.map(there.id()::same)
                        .orElseGet(() -> there.id().name().equalsIgnoreCase(uid)))
                .toList();
        if (found.size() > 1) {
            throw ProblemException.conflict(
                    "uid",
                    "several dashboards of this target have this name; give the uid",
                    found.stream().map(there -> there.id().uid()).toList());
        }
        return found.stream().findFirst().orElseThrow(MonitorDashboards::missing);
    }

    private static ProblemException missing() {
        return ProblemException.notFound("uid", "this target has no such dashboard", List.of());
    }

    /** Returns the resource groups of the settings, none for the whole subscription. */
    public List<String> groups() {
        return where.resourceGroups();
    }

    /** Names a dashboard of the target, there or not; empty if the target has no such resource group. */
    public Optional<DashboardId> in(String group, String name) {
        Optional<String> known = where.resourceGroups().isEmpty()
                ? Optional.of(group).filter(named -> GROUP.matcher(named).matches())
                : where.resourceGroups().stream()
                        .filter(group::equalsIgnoreCase)
                        .findFirst();
        return known.map(spelled -> new DashboardId(where.subscription(), spelled, name));
    }

    /** Returns the name that a dashboard made in the target's first resource group has; empty if the settings name no group. */
    public Optional<DashboardId> inFirstGroup(String name) {
        return where.resourceGroups().stream()
                .findFirst()
                .map(group -> new DashboardId(where.subscription(), group, name));
    }

    /** Returns the region of a dashboard's resource group, empty if there is no such group. */
    public Optional<String> location(DashboardId id) {
        return ask(() -> {
            try {
                String group = DashboardId.group(id.subscription(), id.resourceGroup());
                return Optional.of(api.resourceGroup(group).path("location").asText(""));
            } catch (GrafanaException.NotFound e) {
                return Optional.empty();
            }
        });
    }

    /** Makes an empty dashboard, or leaves what one that is there holds and gives it these tags. */
    public void create(DashboardId id, AzureResource azure) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", azure.location());
        ObjectNode tags = body.putObject("tags");
        azure.tags().forEach(tags::put);
        body.putObject("properties");
        ask(() -> {
            api.put(covered(id).resourceId(), body);
            return id;
        });
    }

    /**
     * Deletes a dashboard by its uid; one that is not there any more is no error.
     *
     * @throws ProblemException 404 if the uid is none of this target's
     */
    public void delete(String uid) {
        DashboardId id = DashboardId.parse(uid).filter(this::covers).orElseThrow(MonitorDashboards::missing);
        ask(() -> {
            api.delete(id.resourceId());
            return id;
        });
    }

    private DashboardId covered(DashboardId id) {
        if (!covers(id)) {
            throw new IllegalArgumentException(id + " is outside of the target's settings");
        }
        return id;
    }

    private List<String> scopes() {
        if (where.resourceGroups().isEmpty()) {
            return List.of("/subscriptions/" + where.subscription());
        }
        return where.resourceGroups().stream()
                .map(group -> DashboardId.group(where.subscription(), group))
                .toList();
    }

    private static AzureResource azure(ObjectNode resource) {
        Map<String, String> tags = new HashMap<>();
        resource.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText("")));
        return new AzureResource(resource.path("location").asText(""), tags);
    }

    /** Asks, and tells failures as those of the control plane: the advice for a Grafana would mislead. */
    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (GrafanaException e) {
            throw new ServiceException(SERVICE, e.getMessage() + advice(e), e.outage(), e);
        }
    }

    private static String advice(GrafanaException failure) {
        if (failure instanceof GrafanaException.Unauthorized) {
            return UNAUTHORIZED;
        }
        return failure instanceof GrafanaException.Forbidden ? FORBIDDEN : "";
    }
}
