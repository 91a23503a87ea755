package io.grafanakeeper.export;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays out an archive, the same way for the same items.
 *
 * <pre>
 * manifest.json                                              the backup's manifest, as stored
 * missing.json                                               only where something was left out: what and why
 * &lt;folder path&gt;/&lt;title&gt;__&lt;uid&gt;.json                         dashboards; those of General stand at the top
 * _folders/&lt;path of the parent&gt;/&lt;title&gt;__&lt;uid&gt;.json
 * _data-sources/&lt;name&gt;__&lt;uid&gt;.json
 * _library-panels/&lt;folder path&gt;/&lt;name&gt;__&lt;uid&gt;.json
 * _alerting/&lt;kind&gt;/&lt;folder path&gt;/&lt;title&gt;__&lt;uid&gt;.json          kinds as in the manifest; only rules are in folders
 * </pre>
 *
 * <p>Names are made safe by {@link SafeName}. A folder at the top whose name begins with {@code _} gets one more, so that none can be
 * taken for the reserved ones. Folders are told apart by uid: the second of two that a file system would take for one is called
 * {@code <title>__<uid>}. Where files would clash, as for uids that differ in case only, the later one gets {@code ~2} after its uid.
 */
final class ArchiveNames {
    static final String MANIFEST = "manifest.json";
    static final String MISSING = "missing.json";

    private static final String ALERTING = "_alerting";
    private static final Comparator<Item> ORDER = Comparator.comparing(Item::kind)
            .thenComparing(Item::folderPath)
            .thenComparing(Item::title)
            .thenComparing(Item::uid)
            .thenComparing(Item::sha256);

    private final FolderPaths folders;
    private final Directory root = new Directory("");

    private ArchiveNames(List<Item> items) {
        folders = new FolderPaths(items);
        root.take(MANIFEST);
        root.take(MISSING);
    }

    /** Returns where every item stands, sorted by path. */
    static List<NamedItem> of(List<Item> items) {
        ArchiveNames names = new ArchiveNames(items);
        List<Item> sorted = items.stream().sorted(ORDER).toList();
        // Folders first: which of two clashing names is changed must not depend on the files.
        sorted.forEach(names::directory);
        List<NamedItem> named = new ArrayList<>();
        for (Item item : sorted) {
            named.add(new NamedItem(names.directory(item).file(item), item));
        }
        named.sort(Comparator.comparing(NamedItem::path));
        return named;
    }

    private Directory directory(Item item) {
        Directory directory = top(item.kind());
        for (FolderPaths.Segment segment : folders.of(item)) {
            directory = directory.child(segment);
        }
        return directory;
    }

    private Directory top(ItemKind kind) {
        return switch (kind) {
            case DASHBOARD -> root;
            case FOLDER -> root.reserved("_folders");
            case DATA_SOURCE -> root.reserved("_data-sources");
            case LIBRARY_PANEL -> root.reserved("_library-panels");
            default -> root.reserved(ALERTING).reserved(kind.text());
        };
    }

    /** Names what is directly inside one directory. */
    private static final class Directory {
        private final String path;
        private final Map<FolderPaths.Segment, Directory> children = new HashMap<>();
        private final Map<String, Directory> reserved = new HashMap<>();
        private final Set<String> taken = new HashSet<>();

        Directory(String path) {
            this.path = path;
        }

        boolean take(String name) {
            return taken.add(SafeName.folded(name));
        }

        Directory reserved(String name) {
            return reserved.computeIfAbsent(name, fixed -> {
                take(fixed);
                return new Directory(path + fixed + "/");
            });
        }

        Directory child(FolderPaths.Segment segment) {
            return children.computeIfAbsent(segment, folder -> new Directory(path + freeName(folder) + "/"));
        }

        String file(Item item) {
            String name = SafeName.file(item.title(), item.uid(), "");
            for (int number = 2; !take(name); number++) {
                name = SafeName.file(item.title(), item.uid(), "~" + number);
            }
            return path + name;
        }

        private String freeName(FolderPaths.Segment folder) {
            String tail = "";
            for (int number = 2; ; number++) {
                String name = SafeName.folder(folder.title(), tail);
                String own = path.isEmpty() && name.startsWith("_") ? "_" + name : name;
                if (take(own)) {
                    return own;
                }
                tail = "__" + SafeName.uid(folder.key()) + (number == 2 ? "" : "~" + (number - 1));
            }
        }
    }
}
