package io.grafanakeeper.archive;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds what Azure keeps of a dashboard that is a resource of its own, beside the model: without it, it could not be made again.
 *
 * @param location the region, as Azure spells it
 * @param tags the resource's tags, sorted by name
 */
public record AzureResource(String location, Map<String, String> tags) {
    /** Keeps its own copy of the tags. */
    public AzureResource {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
