package io.grafanakeeper.settings;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a backup takes and how long it is kept. Empty results mean that faults were reported. */
final class BackupReader {
    static final List<String> KEYS = List.of("include", "folders", "retention");
    static final List<String> FOLDER_KEYS = List.of("only", "except");
    static final List<String> RETENTION_KEYS = List.of("hourly", "daily", "weekly", "monthly");

    private static final String NAMES =
            String.join(", ", Stream.of(Include.values()).map(Include::yamlName).toList());

    private BackupReader() {}

    static Optional<BackupSettings> read(YamlNode node) {
        YamlFields fields = node.fields(KEYS);
        BackupSettings defaults = BackupSettings.defaults();
        Optional<Set<Include>> include =
                fields.find("include").map(BackupReader::include).orElse(Optional.of(defaults.include()));
        FolderFilter folders = fields.find("folders").map(BackupReader::folders).orElse(defaults.folders());
        Optional<Retention> retention =
                fields.find("retention").map(BackupReader::retention).orElse(Optional.of(defaults.retention()));
        return include.flatMap(i -> retention.map(r -> new BackupSettings(i, folders, r)));
    }

    private static Optional<Set<Include>> include(YamlNode node) {
        List<YamlNode> items = node.items();
        Set<Include> include = EnumSet.noneOf(Include.class);
        items.forEach(item -> item.choice(Include.values(), Include::yamlName).ifPresent(include::add));
        if (items.isEmpty() && node.isList()) {
            node.fault("must name at least one of " + NAMES);
        }
        return include.isEmpty() ? Optional.empty() : Optional.of(include);
    }

    private static FolderFilter folders(YamlNode node) {
        YamlFields fields = node.fields(FOLDER_KEYS);
        return new FolderFilter(folderList(fields, "only"), folderList(fields, "except"));
    }

    private static List<String> folderList(YamlFields fields, String key) {
        return fields.find(key).map(YamlNode::items).orElse(List.of()).stream()
                .flatMap(item -> item.read(BackupReader::folder).stream())
                .toList();
    }

    private static String folder(String text) {
        String path = text.strip().replaceAll("^/{1,100}|/{1,100}$", "");
        if (path.isEmpty()) {
            throw new BadValue("is not a folder; write a path such as 'Team A/Sub' or a uid");
        }
        return path;
    }

    private static Optional<Retention> retention(YamlNode node) {
        YamlFields fields = node.fields(RETENTION_KEYS);
        Optional<Integer> hourly = count(fields, "hourly", Retention.DEFAULT.hourly());
        Optional<Integer> daily = count(fields, "daily", Retention.DEFAULT.daily());
        Optional<Integer> weekly = count(fields, "weekly", Retention.DEFAULT.weekly());
        Optional<Integer> monthly = count(fields, "monthly", Retention.DEFAULT.monthly());
        Optional<Retention> retention = hourly.flatMap(h ->
                daily.flatMap(d -> weekly.flatMap(w -> monthly.map(m -> new Retention(h, d, w, m)))));
        if (retention.filter(Retention::isEmpty).isPresent()) {
            node.fault("would keep nothing; at least one of " + String.join(", ", RETENTION_KEYS) + " must be above 0");
        }
        return retention;
    }

    private static Optional<Integer> count(YamlFields fields, String key, int byDefault) {
        return fields.find(key)
                .map(node -> node.whole(0, Retention.MAX).map(Long::intValue))
                .orElse(Optional.of(byDefault));
    }
}
