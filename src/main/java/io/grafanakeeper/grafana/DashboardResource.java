package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/** Knows the form of the dashboards of the Kubernetes-style API: {@code apiVersion}, {@code kind}, {@code metadata}, {@code spec}. */
public final class DashboardResource {
    private static final String FOLDER = "grafana.app/folder";
    private static final Set<String> PROVISIONERS = Set.of("classic-file-provisioning", "repo");

    private DashboardResource() {}

    /** Tells whether a dashboard has this form. */
    public static boolean is(JsonNode content) {
        return content.path("spec").isObject() && content.path("apiVersion").isTextual();
    }

    /**
     * Finds what must be an object of a dashboard of this form and is none.
     *
     * @return {@code metadata} or {@code metadata.annotations}, if it is there and no object
     */
    public static Optional<String> misshapen(JsonNode content) {
        JsonNode metadata = content.path("metadata");
        if (is(content) && !isObjectOrNone(metadata)) {
            return Optional.of("metadata");
        }
        boolean fits = !is(content) || isObjectOrNone(metadata.path("annotations"));
        return fits ? Optional.empty() : Optional.of("metadata.annotations");
    }

    private static boolean isObjectOrNone(JsonNode value) {
        return value.isObject() || value.isMissingNode() || value.isNull();
    }

    /** Returns its version of the API, such as {@code v2beta1}. */
    public static String version(JsonNode resource) {
        String apiVersion = resource.path("apiVersion").asText("");
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    /** Returns the version of the API that it is stored in: another one than its own if the server converted it. */
    public static String storedVersion(JsonNode resource) {
        return ResourceApi.stored(resource.path("status"), version(resource));
    }

    /** Tells whether a version of the API is one that older APIs cannot give without loss. */
    public static boolean isV2(String version) {
        return version.startsWith("v2");
    }

    /** Tells whether it comes from a file or a repository: what Terraform or kubectl manages may be changed by the API. */
    public static boolean provisioned(JsonNode resource) {
        JsonNode annotations = resource.path("metadata").path("annotations");
        return PROVISIONERS.contains(annotations.path("grafana.app/managedBy").asText(""))
                && !annotations
                        .path("grafana.app/managerAllowsEdits")
                        .asText("")
                        .equals("true");
    }

    /** Returns the uid of its folder, empty for the root. */
    public static String folder(JsonNode resource) {
        return folderIn(resource.path("metadata"));
    }

    /** Returns the uid of the folder that an object's metadata name, empty for the root. */
    static String folderIn(JsonNode metadata) {
        return metadata.path("annotations").path(FOLDER).asText("");
    }

    /** Names its folder, empty for the root. */
    public static void putInto(String folderUid, ObjectNode resource) {
        ObjectNode metadata = resource.withObject("/metadata");
        ObjectNode annotations = metadata.withObject("/annotations");
        if (folderUid.isEmpty()) {
            annotations.remove(FOLDER);
        } else {
            annotations.put(FOLDER, folderUid);
        }
        if (annotations.isEmpty()) {
            metadata.remove("annotations");
        }
    }
}
