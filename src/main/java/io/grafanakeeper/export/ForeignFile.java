package io.grafanakeeper.export;

import io.grafanakeeper.archive.ItemKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises a file of grafana-backup-tool or of {@code az grafana backup} by its name, {@code
 * [<any folder>/]<component>/<time>/<name>.<ending>}.
 *
 * <p>Both write {@code dashboards/<time>/<uid>.dashboard} with {@code meta} and {@code dashboard}, {@code
 * folders/<time>/<uid>.folder}, {@code datasources/<time>/<name or uid>.datasource}; grafana-backup-tool {@code
 * library-elements/<time>/<uid>.library_element}, {@code alert_rules/<time>/<uid>.alert_rule}, {@code
 * contact_points/<time>/contact_points.contact_point} (one list) and {@code
 * notification_policies/<time>/….notification_policys}; {@code az} {@code library_panels/<time>/<uid>.library_panel}. The ending
 * alone tells what a file is; the time is in the name of its folder, {@code yyyyMMddHHmm} unless somebody configured another form, on
 * the clock of the machine that ran the tool, which is taken for UTC.
 *
 * @param kind what it holds
 * @param name the file's name without its ending
 */
record ForeignFile(ItemKind kind, String name) {
    private static final Map<String, ItemKind> KINDS = Map.of(
            "dashboard", ItemKind.DASHBOARD,
            "folder", ItemKind.FOLDER,
            "datasource", ItemKind.DATA_SOURCE,
            "library_element", ItemKind.LIBRARY_PANEL,
            "library_panel", ItemKind.LIBRARY_PANEL,
            "alert_rule", ItemKind.ALERT_RULE,
            "contact_point", ItemKind.CONTACT_POINT,
            "notification_policys", ItemKind.NOTIFICATION_POLICY,
            "notification_policy", ItemKind.NOTIFICATION_POLICY);

    /** What these tools keep and a backup of ours does not. */
    private static final Set<String> NOT_KEPT = Set.of(
            "folder_permission",
            "folder_permissions",
            "alert_channel",
            "organization",
            "user",
            "team",
            "team_member",
            "snapshot",
            "annotation",
            "version");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final String ZERO_TIME = "000000";

    /** Recognises a file, empty if it is none of theirs or of a kind that is not kept. */
    static Optional<ForeignFile> of(String path) {
        String ending = ending(path);
        String file = path.substring(path.lastIndexOf('/') + 1);
        return Optional.ofNullable(KINDS.get(ending))
                .map(kind -> new ForeignFile(kind, file.substring(0, file.length() - ending.length() - 1)));
    }

    /** Returns the ending of a file that these tools keep and a backup of ours does not, empty for any other. */
    static Optional<String> notKept(String path) {
        return Optional.of(ending(path)).filter(NOT_KEPT::contains);
    }

    /** Returns the time in the name of the folder that a file is in. */
    static Optional<Instant> time(String path) {
        int end = path.lastIndexOf('/');
        String folder = end < 0 ? "" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
        String digits = folder.replaceAll("[^0-9]", "");
        if (digits.length() != 8 && digits.length() != 12 && digits.length() != 14) {
            return Optional.empty();
        }
        try {
            String padded = digits + ZERO_TIME.substring(digits.length() - 8);
            return Optional.of(LocalDateTime.parse(padded, TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String ending(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.substring(file.lastIndexOf('.') + 1);
    }
}
