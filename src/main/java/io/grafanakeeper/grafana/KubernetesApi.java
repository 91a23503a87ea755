package io.grafanakeeper.grafana;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.concurrent.Lazy;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads dashboards through Grafana's Kubernetes-style API, {@code /apis/dashboard.grafana.app}, since Grafana 12.
 *
 * <p>A dashboard is stored in one version of that API and converted for any other, which loses fields. The legacy API refuses
 * dashboards stored as v2 (Grafana 12) or converts them (13), so whoever wants them whole must ask here, in the stored version.
 */
public final class KubernetesApi {
    /** The name of the group, which every {@code apiVersion} begins with. */
    public static final String NAME = "dashboard.grafana.app";

    private static final String GROUP = "/apis/" + NAME + "/";
    private static final int PAGE = 100;
    private static final int EXPIRED = 410;
    private static final int MOST_RESTARTS = 5;

    private final GrafanaClient client;
    private final Lazy<String> namespace;
    private final Lazy<Group> group;

    /**
     * Names the versions of the API that a server has.
     *
     * @param versions all of them, empty if it does not have the API or refuses it to this identity
     * @param preferred the one it prefers, empty if it does not say
     */
    private record Group(List<String> versions, String preferred) {
        static final Group NONE = new Group(List.of(), "");

        boolean offersV2() {
            return versions.stream().anyMatch(KubernetesApi::isV2) && !preferred.isEmpty();
        }
    }

    /** Creates the API of a client's Grafana. */
    public KubernetesApi(GrafanaClient client) {
        this.client = client;
        this.namespace = Lazy.of(
                () -> namespace(new ServerApi(client).organisation().path("id").asLong()));
        this.group = Lazy.of(this::discover);
    }

    /** Returns the versions of this API that the server has; none where it does not have it or refuses it to this identity. */
    public List<String> versions() {
        return group.get().versions();
    }

    /**
     * Lists the dashboards that are stored in a v2 version, as uid and version; empty where the server does not have this API or
     * refuses it to this identity, since it has no v2 dashboards to give then.
     */
    public Map<String, String> storedAsV2() {
        return group.get().offersV2() ? storedAsV2(group.get().preferred()) : Map.of();
    }

    /**
     * Reads a dashboard as it is stored if that is a v2 version.
     *
     * @return empty if it is stored as v1, if there is none, or if this server has no v2 dashboards
     */
    public Optional<ObjectNode> findV2(String uid) {
        if (!group.get().offersV2()) {
            return Optional.empty();
        }
        String preferred = group.get().preferred();
        return find(preferred, uid).flatMap(found -> {
            String stored = found.path("status")
                    .path("conversion")
                    .path("storedVersion")
                    .asText(preferred);
            if (!isV2(stored)) {
                return Optional.empty();
            }
            return stored.equals(preferred) ? Optional.of(found) : find(stored, uid);
        });
    }

    /** Reads a dashboard in a version, empty if there is none. */
    public Optional<ObjectNode> find(String version, String uid) {
        try {
            return Optional.of(read(version, uid));
        } catch (GrafanaException.NotFound e) {
            return Optional.empty();
        }
    }

    private Group discover() {
        try {
            return client.send(Request.get(GROUP), KubernetesApi::group);
        } catch (GrafanaException.NotFound | GrafanaException.Forbidden e) {
            return Group.NONE;
        }
    }

    /** Reads a dashboard as it is stored. */
    public ObjectNode read(String version, String uid) {
        return client.send(Request.get(dashboards(version) + "/" + Query.segment(uid)), Answer::object);
    }

    /** Creates a dashboard in the version it was stored in; 409 if there is one of its uid already. */
    public void create(ObjectNode resource, String uid) {
        client.send(Request.put("POST", path(resource), named(resource, uid)), Answer::status);
    }

    /**
     * Replaces a dashboard in the version it was stored in.
     *
     * @param generation the version that it replaces; another one is refused with 409
     */
    public void update(ObjectNode resource, String uid, long generation) {
        try {
            put(resource, uid, generation);
        } catch (GrafanaException.Conflict e) {
            // The mark changes with every write, the server's own to the status too; the generation only with the
            // content.
            put(resource, uid, generation);
        }
    }

    private void put(ObjectNode resource, String uid, long generation) {
        String one = path(resource) + "/" + Query.segment(uid);
        JsonNode current = client.send(Request.get(one), Answer::object).path("metadata");
        if (current.path("generation").asLong() != generation) {
            throw new GrafanaException.Conflict("PUT", one, 409, "it has been changed by someone else", "");
        }
        ObjectNode body = named(resource, uid);
        body.withObject("/metadata")
                .put("resourceVersion", current.path("resourceVersion").asText());
        client.send(Request.put("PUT", one, body), Answer::status);
    }

    private String path(ObjectNode resource) {
        return dashboards(DashboardResource.version(resource));
    }

    private ObjectNode named(ObjectNode resource, String uid) {
        ObjectNode body = resource.deepCopy();
        body.withObject("/metadata").put("name", uid).put("namespace", namespace.get());
        return body;
    }

    private Map<String, String> storedAsV2(String version) {
        for (int restarts = 0; ; restarts++) {
            try {
                return pass(version);
            } catch (GrafanaException.NotFound expired) {
                // The mark of the next page is good for a few minutes only; a listing that took longer begins anew.
                if (expired.status() != EXPIRED || restarts == MOST_RESTARTS) {
                    throw expired;
                }
            }
        }
    }

    private Map<String, String> pass(String version) {
        Map<String, String> found = new LinkedHashMap<>();
        Set<String> marks = new HashSet<>();
        String next = "";
        do {
            String path =
                    dashboards(version) + "?limit=" + PAGE + (next.isEmpty() ? "" : "&continue=" + Query.segment(next));
            next = client.send(Request.get(path), answer -> page(answer, version, found));
            if (!next.isEmpty() && !marks.add(next)) {
                throw new GrafanaException.BadAnswer(
                        "GET", dashboards(version), 200, "the listing repeats itself", false, null);
            }
        } while (!next.isEmpty());
        return found;
    }

    private static String namespace(long organisation) {
        return organisation <= 1 ? "default" : "org-" + organisation;
    }

    /** Returns the route of all dashboards in a version. */
    String dashboards(String version) {
        return GROUP + version + "/namespaces/" + namespace.get() + "/dashboards";
    }

    private static Group group(Answer answer) throws IOException {
        ObjectNode group = answer.object();
        List<String> versions = new ArrayList<>();
        group.path("versions")
                .forEach(version -> versions.add(version.path("version").asText("")));
        return new Group(
                List.copyOf(versions),
                group.path("preferredVersion").path("version").asText(""));
    }

    /** Notes a page's dashboards that are stored as v2 and returns the mark of the next page. Contents are passed over. */
    private static String page(Answer answer, String version, Map<String, String> found) throws IOException {
        Map<String, String> seen = new HashMap<>();
        String next = "";
        boolean list = false;
        try (JsonParser parser = LosslessJson.factory().createParser(answer.body())) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (name.equals("metadata")) {
                    next = LosslessJson.readValue(parser).path("continue").asText("");
                } else if (name.equals("items")) {
                    list = true;
                    while (token != JsonToken.VALUE_NULL && parser.nextToken() != JsonToken.END_ARRAY) {
                        item(parser, version, seen);
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (!list) {
            throw new IOException("no items in the answer");
        }
        seen.values().removeIf(stored -> !isV2(stored));
        found.putAll(seen);
        return next;
    }

    private static void item(JsonParser parser, String version, Map<String, String> seen) throws IOException {
        String uid = "";
        String stored = version;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "metadata" ->
                    uid = LosslessJson.readValue(parser).path("name").asText("");
                case "status" ->
                    stored = LosslessJson.readValue(parser)
                            .path("conversion")
                            .path("storedVersion")
                            .asText(stored);
                default -> parser.skipChildren();
            }
        }
        if (uid.isEmpty()) {
            throw new IOException("a dashboard without a name");
        }
        seen.put(uid, stored);
    }

    private static boolean isV2(String version) {
        return version.startsWith("v2");
    }
}
