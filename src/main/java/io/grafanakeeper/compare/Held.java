package io.grafanakeeper.compare;

import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.inventory.Place;
import java.util.function.Supplier;

/**
 * Describes an item as one side of a comparison holds it.
 *
 * @param kind what it is
 * @param uid its uid
 * @param title its title
 * @param place where it is
 * @param version finds its content; for what Grafana holds now, this reads it
 */
record Held(ItemKind kind, String uid, String title, Place place, Supplier<Version> version) {
    /**
     * Names a content.
     *
     * @param sha256 the hash of its canonical bytes
     * @param size how many bytes those are
     * @param bytes gives them
     */
    record Version(String sha256, long size, Supplier<byte[]> bytes) {}

    Key key() {
        return new Key(kind, uid);
    }

    boolean renamedFrom(Held before) {
        return !title.equals(before.title);
    }

    /**
     * Tells whether it is in another folder than before. A folder that was itself renamed or moved takes its content along, which
     * moves nothing; the path decides only where a folder's uid is unknown, as in backups brought in from other tools.
     */
    boolean movedFrom(Held before) {
        boolean known = nameable(place) && nameable(before.place);
        return known
                ? !place.folderUid().equals(before.place.folderUid())
                : !place.folderPath().equals(before.place.folderPath());
    }

    private static boolean nameable(Place place) {
        return place.folderPath().isEmpty() || !place.folderUid().isEmpty();
    }
}
