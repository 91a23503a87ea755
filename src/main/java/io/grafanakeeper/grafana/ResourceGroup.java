package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Names the versions of a group of the Kubernetes-style API that a server has.
 *
 * @param versions all of them, empty if it does not have the group or refuses it to this identity
 * @param preferred the one it prefers; the first if it does not say
 */
record ResourceGroup(List<String> versions, String preferred) {
    private static final ResourceGroup NONE = new ResourceGroup(List.of(), "");

    /** Asks a server; since {@code /apis} is younger than Grafana, its absence is an answer. */
    static ResourceGroup discover(GrafanaClient client, String path) {
        try {
            return client.send(Request.get(path), ResourceGroup::of);
        } catch (GrafanaException.NotFound | GrafanaException.Forbidden e) {
            return NONE;
        }
    }

    private static ResourceGroup of(Answer answer) throws IOException {
        ObjectNode group = answer.object();
        List<String> versions = new ArrayList<>();
        group.path("versions")
                .forEach(version -> versions.add(version.path("version").asText("")));
        versions.removeIf(String::isEmpty);
        if (versions.isEmpty()) {
            // Only 404 and 403 say that it is absent: whatever this is, a backup must not do without it.
            throw new IOException("no versions in the answer");
        }
        String preferred = group.path("preferredVersion").path("version").asText("");
        return new ResourceGroup(List.copyOf(versions), preferred.isEmpty() ? versions.get(0) : preferred);
    }

    boolean absent() {
        return preferred.isEmpty();
    }

    boolean offersV2() {
        return versions.stream().anyMatch(DashboardResource::isV2);
    }
}
