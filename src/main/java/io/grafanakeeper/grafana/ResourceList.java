package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.util.List;

/**
 * Holds what a listing of the Kubernetes-style API brought: names in memory, contents in a temporary file that goes on closing.
 * Thread-safe.
 */
public final class ResourceList implements AutoCloseable {
    private final ResourceApi api;
    private final String version;
    private final List<ListedResource> all;
    private final Spool spool;

    ResourceList(ResourceApi api, String version, List<ListedResource> all, Spool spool) {
        this.api = api;
        this.version = version;
        this.all = all;
        this.spool = spool;
    }

    /** Returns every object, each once. */
    public List<ListedResource> all() {
        return all;
    }

    /**
     * Returns an object as it is stored: from the listing, or read again where the listing converted it, which loses fields.
     *
     * @throws GrafanaException if it has to be read again and cannot be
     */
    public ObjectNode read(ListedResource one) {
        return one.stored().equals(version) ? listed(one) : api.readStored(one.stored(), one.uid());
    }

    /** Returns an object as it was listed. */
    ObjectNode listed(ListedResource one) {
        try {
            return (ObjectNode) LosslessJson.read(spool.read(one.at(), one.length()));
        } catch (IOException e) {
            throw TempFile.failed(e);
        }
    }

    @Override
    public void close() {
        spool.close();
    }
}
