package io.grafanakeeper.saving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.DashboardsApi.Saved;
import io.grafanakeeper.grafana.FoldersApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.inventory.DashboardReader;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.SameContent;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.saving.SavedDashboard.Action;
import io.grafanakeeper.saving.SavedDashboard.LibraryPanel;
import io.grafanakeeper.saving.SharedDashboard.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Saves a dashboard's model through {@code POST /api/dashboards/db}, in these steps:
 *
 * <ol>
 *   <li>fill in the inputs of one that was exported for sharing;
 *   <li>give it a uid: Grafana since 11.6 makes a second dashboard of the same title otherwise;
 *   <li>read what is there of this uid; if that is the same, all is done;
 *   <li>find the folder, which is where it was unless the request says so: Grafana would move it to the root;
 *   <li>save it; a refusal after an answer that was lost is settled by reading again;
 *   <li>read it back under the uid that Grafana says it has.
 * </ol>
 */
final class ModelSaver {
    private final GrafanaClient grafana;
    private final DashboardsApi dashboards;
    private final DashboardReader reader;

    ModelSaver(GrafanaClient grafana) {
        this.grafana = grafana;
        this.dashboards = new DashboardsApi(grafana);
        this.reader = new DashboardReader(grafana);
    }

    private record Named(ObjectNode model, String uid, boolean generated) {}

    SavedDashboard save(DashboardRequest request) {
        SharedDashboard shared = new SharedDashboard(request.dashboard());
        Map<String, Value> values = InputValues.inGrafana(grafana).of(shared.inputs(), request.inputs());
        Named named = named(shared.isShared() ? shared.filled(values) : request.dashboard(), request);
        Optional<Draft> before = reader.find(named.uid());
        String folder = folder(request, before);
        if (before.isPresent() && same(named.model(), folder, before.get())) {
            return result(named, before.get(), Action.UNCHANGED, "", List.of());
        }
        DashboardsApi.FolderRef ref = new Folders(new FoldersApi(grafana)).ref(folder);
        List<LibraryPanel> panels = new LibraryPanels(grafana).bring(shared.elements(values), named.model(), ref);
        if (!panels.isEmpty() && before.isPresent() && same(named.model(), folder, before.get())) {
            // Panels that became ordinary ones made the difference.
            return result(named, before.get(), Action.UNCHANGED, "", panels);
        }
        Saved saved;
        try {
            saved = dashboards.save(named.model(), ref, null, request.overwrite(), request.message());
        } catch (GrafanaException.Conflict conflict) {
            Draft there = reader.find(named.uid())
                    .filter(found -> same(named.model(), folder, found))
                    .orElseThrow(() -> SaveProblems.conflict(conflict));
            return result(named, there, before.isEmpty() ? Action.CREATED : Action.UPDATED, "", panels);
        } catch (GrafanaException.Rejected | GrafanaException.NotFound e) {
            throw SaveProblems.rejected(e, before.map(Draft::provisioned).orElse(false));
        }
        Draft after = reader.find(saved.uid())
                .orElseThrow(() -> new ServiceException(
                        "Grafana", "took the dashboard and does not have it: " + saved.uid(), true, null));
        boolean replaced = before.isPresent() || !saved.uid().equals(named.uid());
        return result(named, after, replaced ? Action.UPDATED : Action.CREATED, saved.url(), panels);
    }

    private static Named named(ObjectNode given, DashboardRequest request) {
        String title = SaveProblems.requireTitle(given);
        String uid = DashboardUid.written(given.path("uid"), "dashboard.uid");
        String folder = request.folderUid();
        String used = uid.isEmpty() ? DashboardUid.made(title, folder == null ? "" : folder) : uid;
        return new Named(given.deepCopy().put("uid", used), used, uid.isEmpty());
    }

    private static String folder(DashboardRequest request, Optional<Draft> before) {
        String wanted = request.folderUid();
        return wanted == null ? before.map(draft -> draft.place().folderUid()).orElse("") : wanted;
    }

    private static boolean same(ObjectNode model, String folder, Draft there) {
        ObjectNode content = model.deepCopy().remove(List.of("id", "version"));
        return there.place().folderUid().equals(folder) && SameContent.same(content, there.content());
    }

    private static SavedDashboard result(
            Named named, Draft there, Action action, String url, List<LibraryPanel> panels) {
        return new SavedDashboard(
                there.uid(),
                named.uid(),
                named.generated(),
                action,
                there.version(),
                there.title(),
                there.place().folderUid(),
                url,
                panels);
    }
}
