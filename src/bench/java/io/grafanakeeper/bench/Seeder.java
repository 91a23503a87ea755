package io.grafanakeeper.bench;

import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Fills a fake Grafana, with the same content every time. */
final class Seeder {
    private static final int CHILDREN_OF_A_MIDDLE_FOLDER = 4;

    private final FakeGrafana grafana;
    private final Options options;

    Seeder(FakeGrafana grafana, Options options) {
        this.grafana = grafana;
        this.options = options;
    }

    /** Makes the folders and spreads the dashboards over them. */
    void seed() {
        List<String> folders = folders();
        for (int i = 0; i < options.dashboards(); i++) {
            byte[] json = new DashboardModel(new SplittableRandom(i))
                    .json("bench-" + i, "Service " + i + " overview", options.bytes());
            grafana.putDashboard(folders.get(i % folders.size()), json);
        }
    }

    /** Returns the uids of so many folders, the first ones, that they hold the sample. */
    List<String> sample() {
        int perFolder = Math.max(1, options.dashboards() / options.folders());
        int wanted = (options.sample() + perFolder - 1) / perFolder;
        List<String> uids = new ArrayList<>();
        for (int i = 0; i < Math.min(wanted, options.folders()); i++) {
            uids.add(uid(i));
        }
        return uids;
    }

    /** Makes folders of the root first, then those inside them, then the third level. */
    private List<String> folders() {
        int middle = (options.nested() + CHILDREN_OF_A_MIDDLE_FOLDER - 1) / CHILDREN_OF_A_MIDDLE_FOLDER;
        middle = Math.min(middle, options.folders() - options.nested() - 1);
        int top = options.folders() - middle - options.nested();
        List<String> uids = new ArrayList<>();
        for (int i = 0; i < options.folders(); i++) {
            String parent = "";
            if (i >= top + middle) {
                parent = uid(top + i % middle);
            } else if (i >= top) {
                // From the end: the sample is taken from the first folders, and its filter takes what is inside them
                // too.
                parent = uid(top - 1 - i % top);
            }
            grafana.putFolder(uid(i), "Team " + i, parent);
            uids.add(uid(i));
        }
        return uids;
    }

    private static String uid(int folder) {
        return "folder-" + folder;
    }
}
