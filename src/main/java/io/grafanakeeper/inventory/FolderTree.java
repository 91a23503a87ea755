package io.grafanakeeper.inventory;

import io.grafanakeeper.grafana.DashboardHit;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.settings.FolderFilter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows where every folder is, and which of them a backup takes. Folders are told apart by uid: titles need not be unique. */
final class FolderTree {
    /** Names the root in a filter, as Grafana's pages do. */
    private static final String GENERAL = "General";

    private final Map<String, Folder> byUid = new HashMap<>();
    private final Map<Long, String> uidById = new HashMap<>();
    private final FolderFilter filter;

    FolderTree(Collection<Folder> folders, FolderFilter filter) {
        this.filter = filter;
        for (Folder folder : folders) {
            byUid.put(folder.uid(), folder);
            // Number 0 is the root; a server that has no numbers any more gives 0 for every folder.
            if (folder.id() != 0) {
                uidById.put(folder.id(), folder.uid());
            }
        }
    }

    /** Returns where something inside a folder is. */
    Place inside(String folderUid) {
        return folderUid.isEmpty() ? Place.ROOT : new Place(folderUid, path(folderUid));
    }

    /** Returns where a dashboard is; the hit's own words serve for a folder that was not listed. */
    Place of(DashboardHit hit) {
        if (hit.folderUid().isEmpty() || byUid.containsKey(hit.folderUid())) {
            return inside(hit.folderUid());
        }
        return new Place(hit.folderUid(), hit.folderTitle());
    }

    /** Returns the uid of the folder with a number, empty for 0 and for unknown numbers: the root. */
    String uidOf(long id) {
        return uidById.getOrDefault(id, "");
    }

    /** Tells whether a backup takes what is inside a folder. */
    boolean takes(Place place) {
        List<String> only = filter.only();
        boolean wanted = only.isEmpty() || only.stream().anyMatch(folder -> contains(folder, place));
        return wanted && filter.except().stream().noneMatch(folder -> contains(folder, place));
    }

    /** Returns the folders that a backup takes: those that the filter leaves, and those above them, which a restore needs. */
    Set<String> takenFolders() {
        Set<String> taken = new HashSet<>();
        for (String uid : byUid.keySet()) {
            if (takes(inside(uid))) {
                String above = uid;
                while (!above.isEmpty() && taken.add(above)) {
                    above = parent(above);
                }
            }
        }
        return taken;
    }

    private String path(String folderUid) {
        StringBuilder path = new StringBuilder();
        Set<String> seen = new HashSet<>();
        for (@Nullable Folder folder = byUid.get(folderUid);
                folder != null && seen.add(folder.uid());
                folder = byUid.get(folder.parentUid())) {
            path.insert(0, path.length() == 0 ? folder.title() : folder.title() + "/");
        }
        return path.toString();
    }

    /** Tells whether a place is in the folder that a filter names by uid or path, or below it. */
    private boolean contains(String named, Place place) {
        if (named.equals(GENERAL) && place.equals(Place.ROOT)) {
            return true;
        }
        String path = place.folderPath();
        if (!path.isEmpty() && (path.equals(named) || path.startsWith(named + "/"))) {
            return true;
        }
        Set<String> seen = new HashSet<>();
        for (String uid = place.folderUid(); !uid.isEmpty() && seen.add(uid); uid = parent(uid)) {
            if (uid.equals(named)) {
                return true;
            }
        }
        return false;
    }

    private String parent(String uid) {
        Folder folder = byUid.get(uid);
        return folder == null ? "" : folder.parentUid();
    }
}
