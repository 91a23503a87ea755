package io.grafanakeeper.restore;

import io.grafanakeeper.archive.Item;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Knows who bears a title in the root of a Grafana without folders in folders, which takes each only once, whatever its case. */
final class RootTitles {
    private final Map<String, String> bearers = new HashMap<>();
    private final BackedUpFolders backedUp;

    RootTitles(LiveFolders live, BackedUpFolders backedUp) {
        this.backedUp = backedUp;
        live.all().forEach(folder -> bearers.putIfAbsent(plain(folder.title()), folder.uid()));
    }

    /** Takes the title of a folder for it, or tells that another one bears it or will. */
    boolean take(Item folder) {
        String title = plain(folder.title());
        boolean reserved = !folder.folderUid().isEmpty()
                && backedUp.all()
                        .anyMatch(other -> other.folderUid().isEmpty()
                                && plain(other.title()).equals(title));
        return !reserved && bearers.computeIfAbsent(title, any -> folder.uid()).equals(folder.uid());
    }

    private static String plain(String title) {
        return title.strip().toLowerCase(Locale.ROOT);
    }
}
