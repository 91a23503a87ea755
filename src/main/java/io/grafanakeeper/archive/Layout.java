package io.grafanakeeper.archive;

/** Names the blobs of the container {@code grafana-backups}. */
public final class Layout {
    private static final String MANIFEST_END = ".json.gz";

    private Layout() {}

    /** Returns the name of an object. */
    public static String object(String target, String sha256) {
        if (!Content.validHash(sha256)) {
            throw new IllegalArgumentException("not a SHA-256");
        }
        return objects(target) + sha256.substring(0, 2) + "/" + sha256 + MANIFEST_END;
    }

    /** Returns what the names of all objects of a target begin with. */
    public static String objects(String target) {
        return target + "/objects/";
    }

    /** Returns the name of a manifest. */
    public static String manifest(String target, String id) {
        if (!BackupId.valid(id)) {
            throw new IllegalArgumentException("not a backup id");
        }
        return manifests(target) + id + MANIFEST_END;
    }

    /** Returns what the names of all manifests of a target begin with. */
    public static String manifests(String target) {
        return target + "/backups/";
    }

    /** Returns the id in a manifest's name, empty if it is no manifest's. */
    public static String manifestId(String target, String name) {
        String prefix = manifests(target);
        if (!name.startsWith(prefix) || !name.endsWith(MANIFEST_END)) {
            return "";
        }
        String id = name.substring(prefix.length(), name.length() - MANIFEST_END.length());
        return BackupId.valid(id) ? id : "";
    }

    /** Returns the hash in an object's name, empty if it is no object's. */
    public static String objectHash(String target, String name) {
        int hash = objects(target).length() + "00/".length();
        if (!name.startsWith(objects(target)) || !name.endsWith(MANIFEST_END) || name.length() < hash) {
            return "";
        }
        String sha256 = name.substring(hash, Math.max(hash, name.length() - MANIFEST_END.length()));
        return Content.validHash(sha256) && object(target, sha256).equals(name) ? sha256 : "";
    }
}
