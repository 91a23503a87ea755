package io.grafanakeeper.saving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardResource;
import io.grafanakeeper.grafana.FoldersApi;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.KubernetesApi;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.saving.SavedDashboard.Action;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Saves a resource through {@code /apis/dashboard.grafana.app} in the version it is written in: POST if it is new, else PUT over
 * the very state that was looked at, so that nobody else's change is lost.
 */
final class ResourceSaver {
    private static final List<String> SERVERS_OWN = List.of(
            "uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink", "namespace");
    private static final String MESSAGE = "grafana.app/message";

    private final GrafanaClient grafana;
    private final KubernetesApi resources;

    ResourceSaver(GrafanaClient grafana) {
        this.grafana = grafana;
        this.resources = new KubernetesApi(grafana);
    }

    private record Named(ObjectNode resource, String version, String uid, boolean generated) {}

    SavedDashboard save(DashboardRequest request) {
        if (!request.inputs().isEmpty()) {
            throw ProblemException.badRequest("inputs", "a dashboard of this form has no inputs", List.of("none"));
        }
        DashboardResource.misshapen(request.dashboard()).ifPresent(field -> {
            throw ProblemException.badRequest(
                    "dashboard." + field, "this must be a JSON object", List.of("a JSON object"));
        });
        String version = requireVersion(request.dashboard());
        Named named = named(request, version);
        Optional<ObjectNode> before = resources.find(version, named.uid());
        place(request, named, before);
        if (before.isPresent() && same(named, before.get())) {
            return result(named, before.get(), Action.UNCHANGED);
        }
        try {
            write(request, named, before);
        } catch (GrafanaException.Conflict conflict) {
            ObjectNode there = resources
                    .find(version, named.uid())
                    .filter(found -> same(named, found))
                    .orElseThrow(() -> SaveProblems.conflict("version-mismatch", conflict.reason()));
            return result(named, there, before.isEmpty() ? Action.CREATED : Action.UPDATED);
        } catch (GrafanaException.Rejected | GrafanaException.NotFound e) {
            throw SaveProblems.rejected(
                    e, before.map(DashboardResource::provisioned).orElse(false));
        }
        ObjectNode after = resources
                .find(version, named.uid())
                .orElseThrow(() -> new ServiceException(
                        "Grafana", "took the dashboard and does not have it: " + named.uid(), true, null));
        return result(named, after, action(before, after));
    }

    /** An identical write changes nothing, not even the generation. */
    private static Action action(Optional<ObjectNode> before, ObjectNode after) {
        if (before.isEmpty()) {
            return Action.CREATED;
        }
        return generation(before.get()) == generation(after) ? Action.UNCHANGED : Action.UPDATED;
    }

    private void write(DashboardRequest request, Named named, Optional<ObjectNode> before) {
        ObjectNode body = named.resource().deepCopy();
        if (!request.message().isEmpty()) {
            body.withObject("/metadata").withObject("/annotations").put(MESSAGE, request.message());
        }
        if (before.isEmpty()) {
            resources.create(body, named.uid());
            return;
        }
        if (!request.overwrite() && !isBasedOn(request.dashboard().path("metadata"), before.get())) {
            throw SaveProblems.conflict("version-mismatch", "the dashboard has been changed by someone else");
        }
        resources.update(body, named.uid(), generation(before.get()));
    }

    /** Tells whether a resource is a changed copy of the state that is there. */
    private static boolean isBasedOn(JsonNode metadata, ObjectNode there) {
        JsonNode mark = metadata.path("resourceVersion");
        return mark.isTextual()
                ? mark.asText()
                        .equals(there.path("metadata").path("resourceVersion").asText())
                : metadata.path("generation").isIntegralNumber()
                        && metadata.path("generation").asLong() == generation(there);
    }

    private String requireVersion(ObjectNode resource) {
        List<String> versions = resources.versions();
        if (versions.isEmpty()) {
            throw ProblemException.conflict(
                    "dashboard.apiVersion",
                    "this Grafana does not have the API of this form of dashboards (/apis, since Grafana 12), or does not show it to"
                            + " this identity; export the dashboard in the classic form",
                    List.of("a dashboard in the classic form, without apiVersion"));
        }
        if (!resources.offers(resource)) {
            throw ProblemException.conflict(
                    "dashboard.apiVersion",
                    "this Grafana does not have the version "
                            + resource.path("apiVersion").asText(),
                    versions.stream()
                            .map(known -> KubernetesApi.NAME + "/" + known)
                            .toList());
        }
        return DashboardResource.version(resource);
    }

    private static Named named(DashboardRequest request, String version) {
        ObjectNode given = request.dashboard();
        String title = given.path("spec").path("title").asText("").strip();
        if (title.isEmpty()) {
            throw ProblemException.badRequest(
                    "dashboard.spec.title", "a dashboard must have a title", List.of("a text"));
        }
        String uid = DashboardUid.written(given.path("metadata").path("name"), "dashboard.metadata.name");
        String folder = request.folderUid();
        String used = uid.isEmpty()
                ? DashboardUid.made(title, folder == null ? DashboardResource.folder(given) : folder)
                : uid;
        ObjectNode resource = given.deepCopy().put("kind", "Dashboard");
        resource.remove("status");
        resource.withObject("/metadata").put("name", used).remove(SERVERS_OWN);
        return new Named(resource, version, used, uid.isEmpty());
    }

    /** Names the folder: the one of the request, else the resource's own, else the one it is in. */
    private void place(DashboardRequest request, Named named, Optional<ObjectNode> before) {
        @Nullable String wanted = request.folderUid();
        String own = DashboardResource.folder(named.resource());
        String there = own.isEmpty() ? before.map(DashboardResource::folder).orElse("") : own;
        String folder = wanted == null ? there : wanted;
        new Folders(new FoldersApi(grafana)).ref(folder);
        DashboardResource.putInto(folder, named.resource());
    }

    private static boolean same(Named named, ObjectNode there) {
        return DashboardResource.storedVersion(there).equals(named.version())
                && DashboardResource.folder(there).equals(DashboardResource.folder(named.resource()))
                && LosslessJson.same(named.resource().path("spec"), there.path("spec"));
    }

    private static long generation(ObjectNode resource) {
        return resource.path("metadata").path("generation").asLong();
    }

    private static SavedDashboard result(Named named, ObjectNode there, Action action) {
        return new SavedDashboard(
                named.uid(),
                named.uid(),
                named.generated(),
                action,
                generation(there),
                there.path("spec").path("title").asText(""),
                DashboardResource.folder(there),
                "",
                List.of());
    }
}
