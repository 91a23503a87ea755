package io.grafanakeeper.sandbox.grafana;

import java.time.Instant;

/**
 * Is a folder at one version.
 *
 * @param parent the uid of the folder that holds it; empty at the root
 */
record Folder(
        long id,
        String uid,
        String title,
        String slug,
        String parent,
        int version,
        Instant created,
        String createdBy,
        Instant updated,
        String updatedBy) {

    String url() {
        return "/dashboards/f/" + uid + "/" + slug;
    }

    Folder renamed(String newTitle, String newSlug, Instant now, String by) {
        return new Folder(id, uid, newTitle, newSlug, parent, version + 1, created, createdBy, now, by);
    }

    Folder movedTo(String newParent, Instant now, String by) {
        return new Folder(id, uid, title, slug, newParent, version + 1, created, createdBy, now, by);
    }
}
