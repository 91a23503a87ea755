package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.concurrent.Lazy;
import java.util.Optional;

/** Knows the addresses of one kind of objects of the Kubernetes-style API, lists them and reads them. */
final class ResourceApi {
    private static final int MOST_READS = 3;

    private final GrafanaClient client;
    private final String address;
    private final String plural;
    private final Lazy<String> namespace;
    private final Lazy<ResourceGroup> group;

    /**
     * Creates the API of a client's Grafana.
     *
     * @param name the group's name, such as {@code dashboard.grafana.app}
     * @param plural the kind as addresses spell it, such as {@code dashboards}
     */
    ResourceApi(GrafanaClient client, String name, String plural) {
        this.client = client;
        this.address = "/apis/" + name + "/";
        this.plural = plural;
        this.namespace = Lazy.of(
                () -> namespace(new ServerApi(client).organisation().path("id").asLong()));
        this.group = Lazy.of(() -> ResourceGroup.discover(client, address));
    }

    ResourceGroup group() {
        return group.get();
    }

    /** Returns the namespace of the identity's organisation. */
    String namespace() {
        return namespace.get();
    }

    private static String namespace(long organisation) {
        return organisation <= 1 ? "default" : "org-" + organisation;
    }

    /** Returns the address of all objects in a version. */
    String all(String version) {
        return address + version + "/namespaces/" + namespace.get() + "/" + plural;
    }

    /** Returns the address of an object in a version. */
    String one(String version, String uid) {
        return all(version) + "/" + Query.segment(uid);
    }

    /** Lists every object whole; empty where the server does not have this API or refuses it to this identity. */
    Optional<ResourceList> list() {
        if (group().absent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ResourceListing(client, this).list());
        } catch (GrafanaException.Forbidden e) {
            return Optional.empty();
        } catch (GrafanaException.NotFound e) {
            // A listing that never got to its end says nothing about the API.
            if (e.status() == ResourceListing.EXPIRED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Reads an object in a version, converted unless it is stored in that one. */
    ObjectNode read(String version, String uid) {
        return client.send(Request.get(one(version, uid)), Answer::object);
    }

    /**
     * Reads an object in the version it is stored in.
     *
     * @param version the version it was stored in when last seen; somebody may have saved it in another one since
     */
    ObjectNode readStored(String version, String uid) {
        String asked = version;
        for (int reads = 0; reads < MOST_READS; reads++) {
            ObjectNode found = read(asked, uid);
            String stored = stored(found.path("status"), asked);
            if (stored.equals(asked)) {
                return found;
            }
            asked = stored;
        }
        throw new GrafanaException.Conflict(
                "GET", one(asked, uid), 409, "the version it is stored in changes with every read", "");
    }

    /** Returns the version that an object is stored in, as its status tells; it tells nothing if that was the one asked for. */
    static String stored(JsonNode status, String asked) {
        return status.path("conversion").path("storedVersion").asText(asked);
    }
}
