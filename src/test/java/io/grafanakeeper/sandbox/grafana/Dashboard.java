package io.grafanakeeper.sandbox.grafana;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Is a dashboard at one version.
 *
 * @param model what Grafana keeps of it: the whole legacy model, or a resource's {@code spec}
 * @param versions the history, newest first
 * @param libraryUids the library panels it refers to
 * @param provisioned the file it was provisioned from; empty when somebody saved it
 */
record Dashboard(
        long id,
        String uid,
        Head head,
        Stamp stamp,
        Stored stored,
        Packed model,
        List<Version> versions,
        Set<String> libraryUids,
        String provisioned) {

    private static final Pattern LIBRARY_PANEL = Pattern.compile("\"libraryPanel\":\\{[^{}]*\"uid\":\"([^\"]+)\"");

    /** Is what a search needs to know. */
    record Head(String title, String slug, List<String> tags, String description, String folder) {}

    /** Is who saved it when, and how often it was saved. */
    record Stamp(int version, Instant created, String createdBy, Instant updated, String updatedBy) {}

    /**
     * Is how the Kubernetes-style API keeps it.
     *
     * @param apiVersion the version it was written in, {@code v0alpha1} for legacy saves
     * @param annotations the writer's own annotations, a JSON object
     */
    record Stored(String apiVersion, long resourceVersion, String annotations) {
        boolean isV2() {
            return apiVersion.startsWith("v2");
        }
    }

    /** Is a step of the history; its content is in the version of the API that it was written in. */
    record Version(
            long id,
            int number,
            int restoredFrom,
            Instant created,
            String createdBy,
            String message,
            String apiVersion,
            Packed model) {}

    /** Gives the dashboard as it was at a step of the history. */
    Dashboard at(Version version) {
        return new Dashboard(
                id,
                uid,
                head,
                new Stamp(version.number(), stamp.created(), stamp.createdBy(), version.created(), version.createdBy()),
                new Stored(version.apiVersion(), version.id(), stored.annotations()),
                version.model(),
                versions,
                libraryUids,
                provisioned);
    }

    /** Finds the library panels that a canonical model names. */
    static Set<String> libraryUids(String model) {
        Set<String> uids = new HashSet<>();
        Matcher reference = LIBRARY_PANEL.matcher(model);
        while (reference.find()) {
            uids.add(reference.group(1));
        }
        return Set.copyOf(uids);
    }

    String url() {
        return "/d/" + uid + "/" + head.slug();
    }
}
