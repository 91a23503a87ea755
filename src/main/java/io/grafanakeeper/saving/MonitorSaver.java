package io.grafanakeeper.saving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.MonitorReader;
import io.grafanakeeper.inventory.SameContent;
import io.grafanakeeper.monitor.DashboardId;
import io.grafanakeeper.monitor.MonitorDashboard;
import io.grafanakeeper.monitor.MonitorDashboards;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.saving.SavedDashboard.Action;
import io.grafanakeeper.saving.SharedDashboard.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Saves one dashboard into Azure Monitor, in these steps:
 *
 * <ol>
 *   <li>refuse what cannot be there, and fill in the inputs of one that was exported for sharing;
 *   <li>choose the resource; if it is there and holds the same, all is done;
 *   <li>make the resource unless it is there; it holds an empty dashboard then;
 *   <li>save the model into it;
 *   <li>read it back.
 * </ol>
 *
 * <p>If the fourth step fails, the answer names the empty resource. The same request sent again goes on with it: a resource that
 * nobody has saved into is as good as a new one.
 */
public final class MonitorSaver {
    private static final String LIBRARY_PANEL = "libraryPanel";

    private final GrafanaClient grafana;
    private final MonitorDashboards monitor;
    private final DashboardsApi dashboards;
    private final MonitorReader reader;

    /** Creates the saver into a target of kind {@code monitor}. */
    public MonitorSaver(GrafanaClient grafana, MonitorDashboards monitor) {
        this.grafana = grafana;
        this.monitor = monitor;
        this.dashboards = new DashboardsApi(grafana);
        this.reader = new MonitorReader(grafana, monitor);
    }

    /**
     * Creates or updates a dashboard. The same request sent again changes nothing.
     *
     * @throws ProblemException 400 or 409, if Azure Monitor would not or should not take it
     */
    public SavedDashboard save(DashboardRequest request) {
        refuseWhatIsNotOffered(request);
        ObjectNode model = model(request);
        JsonNode given = model.path("uid");
        boolean full = DashboardId.parse(given.asText("")).isPresent();
        String uid = full ? given.asText() : DashboardUid.written(given, "dashboard.uid");
        ResourceChoice.Chosen chosen =
                new ResourceChoice(monitor, request.resource()).of(uid, SaveProblems.requireTitle(model));
        model.put("uid", chosen.resource().id().uid());
        Optional<Draft> before = chosen.there() ? Optional.of(reader.read(chosen.resource())) : Optional.empty();
        Action action =
                before.filter(there -> !MonitorReader.isNew(there)).isPresent() ? Action.UPDATED : Action.CREATED;
        if (before.filter(there -> same(model, there)).isPresent()) {
            return result(before.get(), uid, Action.UNCHANGED);
        }
        if (!chosen.there()) {
            create(chosen.resource());
        }
        if (action == Action.CREATED) {
            fill(model, request);
        } else {
            update(model, request, chosen.resource());
        }
        return result(reader.read(chosen.resource()), uid, action);
    }

    private static void refuseWhatIsNotOffered(DashboardRequest request) {
        String folder = request.folderUid();
        if (folder != null && !folder.isEmpty()) {
            throw ProblemException.badRequest(
                    "folderUid",
                    "Azure Monitor has no folders; name a resource group in azure.resourceGroup",
                    List.of("none"));
        }
        if (DashboardResource.is(request.dashboard())) {
            throw ProblemException.badRequest(
                    "dashboard.apiVersion",
                    "Azure Monitor takes dashboards in the classic form only",
                    List.of("a dashboard in the classic form, without apiVersion"));
        }
        if (!request.dashboard().findValues(LIBRARY_PANEL).isEmpty()) {
            throw ProblemException.badRequest(
                    "dashboard.panels",
                    "Azure Monitor has no library panels; unlink them first, so that they are the dashboard's own",
                    List.of("panels without " + LIBRARY_PANEL));
        }
    }

    private ObjectNode model(DashboardRequest request) {
        SharedDashboard shared = new SharedDashboard(request.dashboard());
        Map<String, Value> values = InputValues.inMonitor(grafana).of(shared.inputs(), request.inputs());
        return shared.isShared() ? shared.filled(values) : request.dashboard().deepCopy();
    }

    private static boolean same(ObjectNode model, Draft there) {
        return SameContent.same(model.deepCopy().remove(List.of("id", "version")), there.content());
    }

    /** Makes the resource; what Azure refuses of it is the request's fault, and Azure's reason is the answer. */
    private void create(MonitorDashboard resource) {
        try {
            monitor.create(resource.id(), resource.azure());
        } catch (ServiceException e) {
            if (e.getCause() instanceof GrafanaException.Rejected
                    || e.getCause() instanceof GrafanaException.NotFound) {
                throw ProblemException.badRequest("azure", String.valueOf(e.getMessage()), List.of());
            }
            if (e.getCause() instanceof GrafanaException.Conflict) {
                throw ProblemException.conflict("azure", String.valueOf(e.getMessage()), List.of());
            }
            throw e;
        }
    }

    /** Saves into a resource that holds nothing yet, in a version of its own; if that fails, it stays and the answer says so. */
    private void fill(ObjectNode model, DashboardRequest request) {
        String uid = model.path("uid").asText();
        try {
            dashboards.overwrite(model, request.message());
        } catch (GrafanaException.Rejected | GrafanaException.Conflict e) {
            throw SaveProblems.rejected(e, false).with("emptyResource", TextNode.valueOf(uid));
        } catch (GrafanaException e) {
            // A resource that was made just now may not be known there yet.
            boolean passes = e.outage() || e instanceof GrafanaException.NotFound;
            throw new ServiceException(
                    "Azure Monitor",
                    e.getMessage() + "; the resource " + uid + " is made and still empty: send the same request again",
                    passes,
                    e);
        }
    }

    private void update(ObjectNode model, DashboardRequest request, MonitorDashboard resource) {
        try {
            dashboards.save(model, null, null, request.overwrite(), request.message());
        } catch (GrafanaException.Conflict conflict) {
            // Our own request, whose answer was lost, may have done it.
            if (!same(model, reader.read(resource))) {
                throw SaveProblems.conflict(conflict);
            }
        } catch (GrafanaException.Rejected | GrafanaException.NotFound e) {
            throw SaveProblems.rejected(e, false);
        }
    }

    private static SavedDashboard result(Draft there, String given, Action action) {
        return new SavedDashboard(
                there.uid(),
                there.uid(),
                given.isEmpty(),
                action,
                there.version(),
                there.title(),
                there.place().folderUid(),
                "",
                List.of());
    }
}
