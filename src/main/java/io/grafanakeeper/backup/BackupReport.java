package io.grafanakeeper.backup;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.notices.Notice;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Target;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what people are told of a backup: counts, the first ten titles with who saved them, and links to those dashboards. */
final class BackupReport {
    private static final int MOST = 10;

    private BackupReport() {}

    /** Returns the notice of a backup, empty if there is nothing to tell. */
    static Optional<Notice> of(Target target, Manifest manifest, @Nullable Manifest before) {
        Difference difference =
                before == null ? new Difference(List.of(), List.of(), List.of()) : Difference.between(before, manifest);
        if (difference.isEmpty() && manifest.failures().isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        if (before != null && !difference.isEmpty()) {
            lines.add(counts(difference) + " since backup " + before.id());
            titles(lines, difference);
        }
        if (!manifest.failures().isEmpty()) {
            lines.add(manifest.failures().size() + " could not be read:");
            manifest.failures().stream().limit(MOST).map(BackupReport::line).forEach(lines::add);
        }
        String title = "Grafana " + target.name()
                + (manifest.failures().isEmpty() ? " has changed" : ": the backup misses something");
        return Optional.of(new Notice(title, String.join("\n", lines), links(target, difference)));
    }

    /** Returns the notice of a backup that failed as a whole. */
    static Notice failed(Target target, String run, String why) {
        return new Notice("Grafana " + target.name() + ": the backup failed", why + "\nrun " + run, List.of());
    }

    private static String counts(Difference difference) {
        return difference.changed().size() + " changed, " + difference.added().size() + " new, "
                + difference.removed().size() + " removed";
    }

    private static void titles(List<String> lines, Difference difference) {
        List<String> all = Stream.of(
                        difference.changed().stream().map(item -> "changed: " + name(item) + by(item)),
                        difference.added().stream().map(item -> "new: " + name(item) + by(item)),
                        difference.removed().stream().map(item -> "removed: " + name(item)))
                .flatMap(line -> line)
                .toList();
        lines.addAll(all.subList(0, Math.min(MOST, all.size())));
        if (all.size() > MOST) {
            lines.add("and " + (all.size() - MOST) + " more");
        }
    }

    private static String name(Item item) {
        String path = item.folderPath().isEmpty() ? "" : item.folderPath() + "/";
        return (item.kind() == ItemKind.DASHBOARD ? "" : item.kind().text() + " ") + path + item.title();
    }

    private static String by(Item item) {
        String author = item.updatedBy();
        return author == null || author.isEmpty() ? "" : " (by " + author + ")";
    }

    private static String line(ItemFailure failure) {
        String name = failure.title().isEmpty() ? failure.uid() : failure.title();
        return failure.kind().text() + " " + name + ": " + failure.reason();
    }

    private static List<Notice.Link> links(Target target, Difference difference) {
        return Stream.concat(difference.changed().stream(), difference.added().stream())
                .filter(item -> item.kind() == ItemKind.DASHBOARD)
                .limit(MOST)
                .map(item -> new Notice.Link(item.title(), address(target, item.uid())))
                .toList();
    }

    private static URI address(Target target, String uid) {
        if (target.kind() == Kind.MONITOR) {
            // A dashboard of Azure Monitor is opened in the portal; its uid is the id of the resource with other
            // slashes.
            return URI.create(
                    "https://portal.azure.com/#@/resource/" + segment(uid).replace("~", "/"));
        }
        return URI.create(target.endpoint() + "/d/" + segment(uid));
    }

    private static String segment(String uid) {
        return URLEncoder.encode(uid, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }
}
