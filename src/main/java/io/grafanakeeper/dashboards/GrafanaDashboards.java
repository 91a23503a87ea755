package io.grafanakeeper.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.grafana.DashboardsApi.Saved;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.HistoryApi;
import io.grafanakeeper.inventory.DashboardReader;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.SameContent;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.saving.DashboardRequest;
import io.grafanakeeper.saving.DashboardSaver;
import io.grafanakeeper.settings.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deals with the dashboards of self-hosted Grafanas and of Azure Managed Grafana through Grafana's own API. */
final class GrafanaDashboards implements DashboardTarget {
    private static final List<String> CIRCUMSTANCES = List.of("id", "version");

    private final Target target;
    private final GrafanaClient grafana;
    private final Deletion deletion;

    GrafanaDashboards(Target target, GrafanaClient grafana, Deletion deletion) {
        this.target = target;
        this.grafana = grafana;
        this.deletion = deletion;
    }

    @Override
    public ObjectNode save(DashboardRequest request) {
        return new DashboardSaver(grafana).save(request).json().put("target", target.name());
    }

    @Override
    public ObjectNode delete(String uid) {
        return deletion.delete(target, grafana, uid);
    }

    @Override
    public ObjectNode versions(String uid, int limit) {
        List<ObjectNode> found = history(read(uid)).list(limit + 1);
        ObjectNode json = head(uid);
        ArrayNode versions = json.putArray("versions");
        found.stream().limit(limit).forEach(version -> versions.add(summary(version)));
        return json.put("more", found.size() > limit);
    }

    @Override
    public ObjectNode version(String uid, long version) {
        ObjectNode found = read(history(classic(uid)), uid, version);
        ObjectNode json = head(uid).setAll(summary(found));
        json.set("dashboard", found.path("data"));
        return json;
    }

    @Override
    public ObjectNode restore(String uid, long version) {
        Draft now = classic(uid);
        HistoryApi history = history(now);
        ObjectNode old = read(history, uid, version);
        ObjectNode json = head(uid).put("restoredFrom", version);
        if (same(old, now)) {
            return json.put("action", "unchanged").put("version", now.version());
        }
        try {
            Saved saved = history.restore(version);
            return json.put("action", "restored").put("version", saved.version());
        } catch (GrafanaException.NotFound e) {
            throw noVersion(uid, version);
        } catch (GrafanaException.Rejected e) {
            // Newer Grafanas refuse what changes nothing: then an earlier request did it, whose answer was lost.
            Draft after = classic(uid);
            if (same(old, after)) {
                return json.put("action", "restored").put("version", after.version());
            }
            throw ProblemException.conflict(
                    "uid",
                    "Grafana says: " + e.reason() + (now.provisioned() ? "; it is provisioned: change it there" : ""),
                    List.of());
        }
    }

    private static boolean same(ObjectNode version, Draft now) {
        return version.path("data") instanceof ObjectNode data
                && SameContent.same(data.deepCopy().remove(CIRCUMSTANCES), now.content());
    }

    private ObjectNode head(String uid) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("target", target.name())
                .put("uid", uid);
    }

    private Draft read(String uid) {
        return new DashboardReader(grafana).find(uid).orElseThrow(() -> Deletion.missing(uid));
    }

    /** Reads a dashboard, and refuses one whose versions the older API would give, and save, without its panels. */
    private Draft classic(String uid) {
        Draft draft = read(uid);
        if (DashboardResource.is(draft.content())) {
            throw ProblemException.conflict(
                    "uid",
                    "this dashboard is stored as "
                            + draft.content().path("apiVersion").asText()
                            + ", whose old versions Grafana's history gives converted and incomplete; restore it from a backup"
                            + " instead",
                    List.of("POST targets/" + target.name() + "/restores"));
        }
        return draft;
    }

    private HistoryApi history(Draft draft) {
        @Nullable Long id = draft.id();
        return new HistoryApi(grafana, draft.uid(), id == null ? 0 : id);
    }

    private static ObjectNode read(HistoryApi history, String uid, long version) {
        try {
            return history.read(version);
        } catch (GrafanaException.NotFound e) {
            throw noVersion(uid, version);
        }
    }

    private static ProblemException noVersion(String uid, long version) {
        return ProblemException.notFound(
                "version", "Grafana has no version " + version + " of the dashboard " + uid, List.of());
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
