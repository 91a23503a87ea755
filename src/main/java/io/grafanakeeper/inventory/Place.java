package io.grafanakeeper.inventory;

/**
 * Says where an item is.
 *
 * @param folderUid the uid of its folder, empty for the root
 * @param folderPath the titles of that folder and those above it, joined by {@code /}, empty for the root
 */
public record Place(String folderUid, String folderPath) {
    /** The root, above all folders. */
    public static final Place ROOT = new Place("", "");
}
