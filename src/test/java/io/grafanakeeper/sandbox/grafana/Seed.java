package io.grafanakeeper.sandbox.grafana;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Loads a tree of JSON files: a directory is a folder, a file a dashboard. */
final class Seed {
    private final FakeGrafana grafana;

    Seed(FakeGrafana grafana) {
        this.grafana = grafana;
    }

    void load(Path root) {
        load(root, root, "", "");
    }

    /** Loads a directory's files into a folder; where folders cannot be nested, titles tell the way instead. */
    private void load(Path root, Path directory, String folderUid, String prefix) {
        for (Path entry : entries(directory)) {
            String name = String.valueOf(entry.getFileName());
            if (Files.isDirectory(entry)) {
                boolean nested = grafana.flavour().nestedFolders();
                String uid = uid("f", root.relativize(entry));
                String title = nested || prefix.isEmpty() ? name : prefix + " / " + name;
                grafana.putFolder(uid, title, folderUid);
                load(root, entry, uid, title);
            } else if (name.endsWith(".json")) {
                loadFile(root, entry, folderUid);
            }
        }
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void loadFile(Path root, Path file, String folderUid) {
        try {
            Members members = Json.members(Files.readAllBytes(file));
            boolean resource = members.has("apiVersion") && members.has("spec");
            String uid = members.text("uid");
            if (!resource && (uid.isEmpty() || uid.length() > Dashboards.LONGEST_UID || !Dashboards.isLegalUid(uid))) {
                members.put("uid", Json.quote(uid("d", root.relativize(file))));
            }
            if (!resource && members.text("title").isBlank()) {
                members.put(
                        "title", Json.quote(String.valueOf(file.getFileName()).replace(".json", "")));
            }
            grafana.putDashboard(folderUid, members.write().getBytes(StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("cannot load " + file + ": " + e.getMessage(), e);
        }
    }

    /** Makes a uid from a path: the same path, the same uid. */
    private static String uid(String kind, Path path) {
        String text = path.toString().replace('\\', '/');
        String plain = text.replaceAll("\\.json$", "").replaceAll("[^a-zA-Z0-9]+", "-");
        if (plain.length() <= 28) {
            return kind + "-" + plain + "-" + hash(text).substring(0, 8);
        }
        return kind + "-" + plain.substring(plain.length() - 28).replaceAll("^-+", "") + "-"
                + hash(text).substring(0, 8);
    }

    private static String hash(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
