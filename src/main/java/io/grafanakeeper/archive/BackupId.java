package io.grafanakeeper.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Makes and recognises backup ids, {@code yyyyMMdd'T'HHmmss'Z'-<4 hex>}, which sort by time. */
public final class BackupId {
    private static final Pattern FORM = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{4}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private BackupId() {}

    /** Returns the id of a backup begun at a time, told apart by the last four hex digits of a number. */
    public static String of(Instant time, int distinction) {
        return TIME.format(time) + "-" + String.format("%04x", distinction & 0xffff);
    }

    /** Tells whether a text is a backup id, so that it may become part of a blob's name. */
    public static boolean valid(String text) {
        return FORM.matcher(text).matches();
    }

    /** Returns the time in a backup's id. */
    public static Instant time(String id) {
        return TIME.parse(id.substring(0, id.indexOf('-')), Instant::from);
    }
}
