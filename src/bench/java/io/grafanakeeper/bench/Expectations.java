package io.grafanakeeper.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what should hold of the measured runs and does not. */
final class Expectations {
    private static final double LEAST_SPEED_UP = 8;
    private static final int CONCURRENCY_FOR_IT = 16;
    private static final int PAGE = 500;

    private final Options options;
    private final List<String> broken = new ArrayList<>();

    Expectations(Options options) {
        this.options = options;
    }

    /** Returns what does not hold, each as a sentence. */
    List<String> broken() {
        return broken;
    }

    /** Judges a run by itself: it succeeded, asked each dashboard once, and kept within its bounds. */
    void run(String name, Measured run) {
        String state = run.run().path("state").asText();
        expect(
                state.equals("succeeded"),
                name + " ended " + state + ": " + run.run().path("error").asText());
        expect(run.connections() <= options.concurrency(), name + " used " + run.connections() + " connections");
        if (options.grafana().apis()) {
            int pages = (options.dashboards() + PAGE - 1) / PAGE;
            expect(run.lists() <= pages + 1, name + " listed dashboards " + run.lists() + " times");
            expect(run.reads() == 0, name + " read " + run.reads() + " dashboards singly");
        } else {
            expect(
                    run.reads() == options.dashboards(),
                    name + " read " + run.reads() + " dashboards of " + options.dashboards());
        }
    }

    /** Judges the second run, before which nothing changed. */
    void unchanged(Measured run) {
        long objects = run.result("newObjects");
        expect(objects == 0, "the second run says that it wrote " + objects + " objects");
        expect(run.newBlobs() == 1, "the second run left " + run.newBlobs() + " new blobs instead of its manifest");
    }

    /** Judges a backup against what Grafana has and what the container holds. */
    void whole(JsonNode manifest, FakeGrafana grafana, Set<String> blobs) {
        Set<String> dashboards = new TreeSet<>();
        Map<String, String> folders = new TreeMap<>();
        int withoutObject = 0;
        for (JsonNode item : manifest.path("items")) {
            String uid = item.path("uid").asText();
            String kind = item.path("kind").asText();
            String hash = item.path("sha256").asText();
            if (kind.equals("dashboard")) {
                dashboards.add(uid);
            } else if (kind.equals("folder")) {
                String above = item.path("folderPath").asText();
                folders.put(
                        uid,
                        (above.isEmpty() ? "" : above + "/")
                                + item.path("title").asText());
            }
            if (!blobs.contains("demo/objects/" + hash.substring(0, 2) + "/" + hash + ".json.gz")) {
                withoutObject++;
            }
        }
        Set<String> missing = new TreeSet<>(grafana.dashboardUids());
        missing.removeAll(dashboards);
        expect(missing.isEmpty(), missing.size() + " dashboards are not in the backup: " + missing);
        expect(folders.equals(grafana.folderTree()), "the backup's folders are not Grafana's");
        expect(withoutObject == 0, withoutObject + " items have no object in the container");
    }

    /** Judges how much faster the app is than one request after another. */
    void speedUp(String name, double times) {
        if (options.concurrency() >= CONCURRENCY_FOR_IT) {
            expect(
                    times >= LEAST_SPEED_UP,
                    String.format(
                            "the %s was %.1f times faster than one request after another, not %.0f times",
                            name, times, LEAST_SPEED_UP));
        }
    }

    private void expect(boolean fact, String otherwise) {
        if (!fact) {
            broken.add(otherwise);
        }
    }
}
