package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Lists, reads and writes dashboards through Grafana's Kubernetes-style API, {@code /apis/dashboard.grafana.app}, since Grafana 12.
 *
 * <p>A dashboard is stored in one version of that API and converted for any other, which loses fields. The legacy API refuses
 * dashboards stored as v2 (Grafana 12) or converts them (13), so whoever wants them whole must ask here, in the stored version.
 * {@link ResourceListing} has how a listing goes.
 */
public final class KubernetesApi {
    /** The name of the group, which every {@code apiVersion} begins with. */
    public static final String NAME = "dashboard.grafana.app";

    private final GrafanaClient client;
    private final ResourceApi api;

    /** Creates the API of a client's Grafana. */
    public KubernetesApi(GrafanaClient client) {
        this.client = client;
        this.api = new ResourceApi(client, NAME, "dashboards");
    }

    /** Returns the versions of this API that the server has; none where it does not have it or refuses it to this identity. */
    public List<String> versions() {
        return api.group().versions();
    }

    /** Tells whether the server has the version of this API that a dashboard is written in; it is asked once. */
    public boolean offers(ObjectNode resource) {
        String version = DashboardResource.version(resource);
        return resource.path("apiVersion").asText("").equals(NAME + "/" + version)
                && versions().contains(version);
    }

    /**
     * Lists every dashboard that the identity may see, contents included; empty where the server does not have this API or refuses
     * it to this identity.
     */
    public Optional<ResourceList> list() {
        return api.list();
    }

    /**
     * Reads a dashboard as it is stored if that is a v2 version.
     *
     * @return empty if it is stored as v1, if there is none, or if this server has no v2 dashboards
     * @throws GrafanaException.NotFound if the server does not give the version it is stored in: others have less than all of it
     */
    public Optional<ObjectNode> findV2(String uid) {
        ResourceGroup group = api.group();
        if (!group.offersV2()) {
            return Optional.empty();
        }
        return find(group.preferred(), uid)
                .flatMap(found -> {
                    String stored = ResourceApi.stored(found.path("status"), group.preferred());
                    if (!DashboardResource.isV2(stored)) {
                        return Optional.empty();
                    }
                    return Optional.of(stored.equals(group.preferred()) ? found : api.readStored(stored, uid));
                })
                // Somebody may have saved it as v1 between two reads.
                .filter(whole -> DashboardResource.isV2(DashboardResource.version(whole)));
    }

    /** Reads a dashboard in a version, empty if there is none. */
    public Optional<ObjectNode> find(String version, String uid) {
        try {
            return Optional.of(api.read(version, uid));
        } catch (GrafanaException.NotFound e) {
            return Optional.empty();
        }
    }

    /** Reads a dashboard in the version it is stored in. */
    public ObjectNode read(String version, String uid) {
        return api.read(version, uid);
    }

    /** Creates a dashboard in the version it was stored in; 409 if there is one of its uid already. */
    public void create(ObjectNode resource, String uid) {
        String all = api.all(DashboardResource.version(resource));
        client.send(Request.put("POST", all, named(resource, uid)), Answer::status);
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
        String one = api.one(DashboardResource.version(resource), uid);
        JsonNode current = client.send(Request.get(one), Answer::object).path("metadata");
        if (current.path("generation").asLong() != generation) {
            throw new GrafanaException.Conflict("PUT", one, 409, "it has been changed by someone else", "");
        }
        ObjectNode body = named(resource, uid);
        body.withObject("/metadata")
                .put("resourceVersion", current.path("resourceVersion").asText());
        client.send(Request.put("PUT", one, body), Answer::status);
    }

    private ObjectNode named(ObjectNode resource, String uid) {
        ObjectNode body = resource.deepCopy();
        body.withObject("/metadata").put("name", uid).put("namespace", api.namespace());
        return body;
    }

    /** Returns the address of all dashboards in a version. */
    String all(String version) {
        return api.all(version);
    }
}
