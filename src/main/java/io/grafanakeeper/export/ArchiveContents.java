package io.grafanakeeper.export;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.runs.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what backup an archive makes.
 *
 * @param origin the manifest of an archive of ours, empty for those of other tools
 * @param time when it was saved, empty if the archive does not tell
 * @param items what to take, in the order of manifests
 * @param missing what was missing already when the archive was made
 * @param refused what cannot be taken
 * @param ignored how many files of each kind backups do not keep
 */
record ArchiveContents(
        Optional<Manifest> origin,
        Optional<Instant> time,
        List<Item> items,
        List<ItemFailure> missing,
        List<Refused> refused,
        Map<String, Integer> ignored) {
    private static final List<String> LAYOUTS = List.of(
            "an archive of GET targets/{target}/backups/{id}/archive: manifest.json and <folder>/<title>__<uid>.json",
            "grafana-backup-tool: dashboards/<time>/<uid>.dashboard, folders/<time>/<uid>.folder, …",
            "az grafana backup: <component>/<time>/<uid>.<kind>");

    /**
     * Draws the conclusion of a scan.
     *
     * @throws ProblemException 400, if no layout is known that has any of its files
     */
    static ArchiveContents of(ArchiveScan scan) {
        Optional<Manifest> manifest = scan.manifest();
        if (manifest.isPresent()) {
            return ours(scan, manifest.get());
        }
        if (scan.foreignFiles().isEmpty()) {
            String first = scan.refused().isEmpty()
                    ? scan.hashes().keySet().stream()
                            .findFirst()
                            .map(EntryName::shown)
                            .orElse("nothing")
                    : scan.refused().get(0).entry() + " ("
                            + scan.refused().get(0).reason() + ")";
            throw ProblemException.badRequest(
                    "archive", "the archive has no layout that is known here; it holds " + first, LAYOUTS);
        }
        return foreign(scan);
    }

    /** Matches files and manifest by hash: wherever a file stands and whatever it is called, its content is what counts. */
    private static ArchiveContents ours(ArchiveScan scan, Manifest manifest) {
        List<Refused> refused = new ArrayList<>(scan.refused());
        Set<String> wanted = manifest.hashes();
        scan.hashes().forEach((path, hash) -> {
            if (!wanted.contains(hash)) {
                refused.add(Refused.of(EntryName.shown(path), "its content is none that manifest.json names"));
            }
        });
        scan.foreignFiles()
                .forEach(path -> refused.add(Refused.of(EntryName.shown(path), "manifest.json does not name it")));
        Set<String> there = new HashSet<>(scan.hashes().values());
        Set<String> known = new HashSet<>();
        scan.missing().forEach(failure -> known.add(failure.kind().text() + " " + failure.uid()));
        for (Item item : manifest.items()) {
            String name = item.kind().text() + " " + item.uid();
            if (!there.contains(item.sha256()) && !known.contains(name)) {
                refused.add(absent(name, item));
            }
        }
        List<Item> items = manifest.items().stream()
                .filter(item -> there.contains(item.sha256()))
                .toList();
        List<ItemFailure> missing = new ArrayList<>(manifest.failures());
        missing.addAll(scan.missing());
        return new ArchiveContents(
                Optional.of(manifest), Optional.of(manifest.started()), items, missing, refused, scan.ignored());
    }

    private static Refused absent(String name, Item item) {
        String reason = "manifest.json names it and the archive does not have its content";
        return new Refused(name, reason, new ItemFailure(item.kind(), item.uid(), item.title(), reason));
    }

    private static ArchiveContents foreign(ArchiveScan scan) {
        List<Refused> refused = new ArrayList<>(scan.refused());
        scan.hashes()
                .keySet()
                .forEach(path -> refused.add(Refused.of(EntryName.shown(path), "it is not a file of this layout")));
        FolderPaths paths = new FolderPaths(scan.foreign());
        List<Item> items = scan.foreign().stream()
                .map(item -> placed(item, paths.path(item)))
                .sorted(Comparator.comparing(Item::kind)
                        .thenComparing(Item::folderPath)
                        .thenComparing(Item::title)
                        .thenComparing(Item::uid)
                        .thenComparing(Item::sha256))
                .toList();
        return new ArchiveContents(Optional.empty(), scan.time(), items, List.of(), refused, scan.ignored());
    }

    private static Item placed(Item item, String path) {
        return new Item(
                item.kind(),
                item.uid(),
                item.title(),
                item.folderUid(),
                path,
                item.id(),
                item.version(),
                item.updated(),
                item.updatedBy(),
                item.sha256(),
                item.bytes());
    }
}
