package io.grafanakeeper.dashboards;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardsApi;
import io.grafanakeeper.grafana.DashboardsApi.FolderRef;
import io.grafanakeeper.grafana.DashboardsApi.Saved;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.HistoryApi;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.SameContent;
import io.grafanakeeper.runs.ProblemException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes back in the history of a dashboard in the classic form, through Grafana's older API. */
final class ClassicHistory implements History {
    private static final List<String> CIRCUMSTANCES = List.of("id", "version");

    private final DashboardsApi dashboards;
    private final HistoryApi api;
    private final Draft now;
    private final Supplier<Draft> again;

    /**
     * Creates the history.
     *
     * @param now the dashboard as it is
     * @param again reads it anew
     * @param monitor whether this is Azure Monitor
     */
    ClassicHistory(GrafanaClient grafana, Draft now, Supplier<Draft> again, boolean monitor) {
        @Nullable Long id = now.id();
        this.dashboards = new DashboardsApi(grafana);
        this.api = new HistoryApi(grafana, now.uid(), id == null ? 0 : id, monitor);
        this.now = now;
        this.again = again;
    }

    @Override
    public List<ObjectNode> list(int limit) {
        return api.list(limit).stream().map(ClassicHistory::summary).toList();
    }

    @Override
    public ObjectNode read(long version) {
        ObjectNode found = find(version);
        ObjectNode json = summary(found);
        json.set("dashboard", found.path("data"));
        return json;
    }

    @Override
    public ObjectNode restore(long version) {
        ObjectNode old = find(version);
        if (same(old, now)) {
            return HistoryAnswers.done("unchanged", number(now));
        }
        try {
            return HistoryAnswers.done("restored", restored(old, version).version());
        } catch (GrafanaException.Rejected | GrafanaException.Conflict e) {
            // Newer Grafanas refuse what changes nothing: then an earlier request did it, whose answer was lost.
            Draft after = again.get();
            if (same(old, after)) {
                return HistoryAnswers.done("restored", number(after));
            }
            throw ProblemException.conflict(
                    "uid",
                    "Grafana says: " + e.reason() + (now.provisioned() ? "; it is provisioned: change it there" : ""),
                    List.of());
        }
    }

    /** Goes back; where the server has no route for that any more, the old model is saved over the one that was looked at. */
    private Saved restored(ObjectNode old, long version) {
        try {
            return api.restore(version);
        } catch (GrafanaException.NotFound routeOrDashboard) {
            Draft there = again.get();
            String folder = there.place().folderUid();
            return dashboards.save(
                    old.withObject("/data").put("uid", there.uid()),
                    folder.isEmpty() ? null : new FolderRef(folder, 0),
                    number(now),
                    false,
                    "Restored from version " + version);
        }
    }

    private ObjectNode find(long version) {
        try {
            return api.read(version);
        } catch (GrafanaException.NotFound e) {
            throw HistoryAnswers.noVersion(now.uid(), version);
        }
    }

    private static boolean same(ObjectNode version, Draft now) {
        return version.path("data") instanceof ObjectNode data
                && SameContent.same(data.deepCopy().put("uid", now.uid()).remove(CIRCUMSTANCES), now.content());
    }

    private static long number(Draft draft) {
        @Nullable Long version = draft.version();
        return version == null ? 0 : version;
    }

    private static ObjectNode summary(ObjectNode version) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("version", version.path("version").asLong())
                .put("created", version.path("created").asText(""))
                .put("createdBy", version.path("createdBy").asText(""))
                .put("message", version.path("message").asText(""));
        long from = version.path("restoredFrom").asLong();
        return from > 0 ? json.put("restoredFrom", from) : json;
    }
}
