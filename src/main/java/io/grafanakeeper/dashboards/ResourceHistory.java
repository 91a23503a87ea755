package io.grafanakeeper.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.KubernetesApi;
import io.grafanakeeper.grafana.ResourceHistoryApi;
import io.grafanakeeper.inventory.Place;
import io.grafanakeeper.inventory.ResourceDrafts;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goes back in the history of a dashboard through Grafana's Kubernetes-style API, which alone has the states of the second form whole.
 *
 * <p>A state is shown and written in the version of the API that it is stored in and in no other, since conversion loses fields. One
 * that cannot be had so is refused.
 */
final class ResourceHistory implements History {
    private static final Pattern STABLE = Pattern.compile("v[0-9]+");
    private static final Pattern RESTORED = Pattern.compile("Restored from version ([0-9]{1,18})");
    private static final String MESSAGE = "grafana.app/message";

    private final KubernetesApi resources;
    private final ResourceHistoryApi api;
    private final String uid;
    private final Lazy<Optional<String>> complete;

    ResourceHistory(GrafanaClient grafana, String uid) {
        this.resources = new KubernetesApi(grafana);
        this.api = new ResourceHistoryApi(grafana, resources, uid);
        this.uid = uid;
        this.complete = Lazy.of(this::versionWithHistory);
    }

    /** Finds a version of the API in which the server has a history; stable ones have it, others may. */
    private Optional<String> versionWithHistory() {
        return resources.versions().stream()
                .sorted(Comparator.comparing(
                        (String version) -> !STABLE.matcher(version).matches()))
                .filter(version -> !api.list(version, 1).isEmpty())
                .findFirst();
    }

    /** Tells whether an old version of a dashboard was of the second form, whatever the dashboard is now. */
    boolean isOfTheSecondForm(long version) {
        return resources.versions().stream().anyMatch(DashboardResource::isV2)
                && complete.get()
                        .flatMap(asked -> api.find(asked, version))
                        .map(DashboardResource::storedVersion)
                        .filter(DashboardResource::isV2)
                        .isPresent();
    }

    @Override
    public List<ObjectNode> list(int limit) {
        return complete.get().map(version -> api.list(version, limit)).orElse(List.of()).stream()
                .map(ResourceHistory::summary)
                .toList();
    }

    @Override
    public ObjectNode read(long version) {
        ObjectNode state = whole(version);
        ObjectNode json = summary(state);
        json.set("dashboard", content(state));
        return json;
    }

    @Override
    public ObjectNode restore(long version) {
        ObjectNode state = whole(version);
        ObjectNode there = live(state);
        if (same(state, there)) {
            return HistoryAnswers.done("unchanged", ResourceHistoryApi.generation(there));
        }
        ObjectNode wanted = content(there);
        wanted.set("spec", state.path("spec"));
        wanted.withObject("/metadata").withObject("/annotations").put(MESSAGE, "Restored from version " + version);
        try {
            resources.update(wanted, uid, ResourceHistoryApi.generation(there));
        } catch (GrafanaException.Conflict
                | GrafanaException.Rejected
                | GrafanaException.Forbidden
                | GrafanaException.NotFound e) {
            // A refusal may come after our own request, whose answer was lost.
            if (!same(state, live(state))) {
                throw refused(e);
            }
        }
        return HistoryAnswers.done("restored", ResourceHistoryApi.generation(live(state)));
    }

    private static RuntimeException refused(GrafanaException refusal) {
        return refusal instanceof GrafanaException.Forbidden
                ? refusal
                : ProblemException.conflict("uid", "Grafana says: " + refusal.reason(), List.of());
    }

    /** Returns a state in the version of the API that it is stored in. */
    private ObjectNode whole(long version) {
        String asked = complete.get().orElseThrow(() -> unavailable("this Grafana gives no history of it"));
        ObjectNode state = api.find(asked, version).orElseThrow(() -> HistoryAnswers.noVersion(uid, version));
        String stored = DashboardResource.storedVersion(state);
        if (stored.equals(DashboardResource.version(state))) {
            return state;
        }
        return api.find(stored, version)
                .filter(found -> stored.equals(DashboardResource.version(found))
                        && stored.equals(DashboardResource.storedVersion(found)))
                .orElseThrow(() -> unavailable("version " + version + " is stored as " + stored
                        + ", of which this Grafana gives no history, and in any other it is converted and incomplete"));
    }

    private static ProblemException unavailable(String why) {
        return ProblemException.conflict(
                "version",
                why + "; restore the dashboard from a backup instead",
                List.of("POST targets/{target}/restores"));
    }

    private ObjectNode live(ObjectNode state) {
        return resources.find(DashboardResource.version(state), uid).orElseThrow(() -> Deletion.missing(uid));
    }

    private static boolean same(ObjectNode state, ObjectNode there) {
        return DashboardResource.storedVersion(there).equals(DashboardResource.version(state))
                && LosslessJson.same(state.path("spec"), there.path("spec"));
    }

    /** Returns a dashboard as saving takes it, without the server's own account of it. */
    private ObjectNode content(ObjectNode resource) {
        return (ObjectNode) ResourceDrafts.whole(uid, resource, Place.ROOT).content();
    }

    private static ObjectNode summary(ObjectNode state) {
        JsonNode metadata = state.path("metadata");
        JsonNode annotations = metadata.path("annotations");
        String message = annotations.path(MESSAGE).asText("");
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("version", ResourceHistoryApi.generation(state))
                .put(
                        "created",
                        text(annotations.path("grafana.app/updatedTimestamp"), metadata.path("creationTimestamp")))
                .put(
                        "createdBy",
                        text(annotations.path("grafana.app/updatedBy"), annotations.path("grafana.app/createdBy")))
                .put("message", message);
        Matcher from = RESTORED.matcher(message);
        return from.matches() ? json.put("restoredFrom", Long.parseLong(from.group(1))) : json;
    }

    private static String text(JsonNode first, JsonNode second) {
        return first.asText("").isEmpty() ? second.asText("") : first.asText();
    }
}
