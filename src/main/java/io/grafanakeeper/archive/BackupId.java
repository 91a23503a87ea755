package io.grafanakeeper.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Makes and recognises backup ids, {@code yyyyMMdd'T'HHmmss'Z'-<4 hex>}, which sort by time. */
public final class BackupId {
    private static final Pattern FORM = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{4}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private BackupId() {}

    /** Returns the id of a backup begun at a time, told apart by the last four hex digits of a number. */
    public static String of(Instant time, int distinction) {
        return TIME.format(time) + "-" + String.format("%04x", distinction & 0xffff);
    }

    /** Returns an id that sorts after those of a time's second; ids tell no second after the year 9999. */
    public static String after(Instant time) {
        Instant next = time.plusSeconds(1);
        return of(next.isAfter(LATEST) ? LATEST : next, 0);
    }

    /** Tells whether a text is a backup id, so that it may become part of a blob's name. */
    public static boolean valid(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Reads a time that a backup can have.
     *
     * @throws DateTimeException if the text is no time, or one outside of the years 0000 to 9999, which ids have no room for
     */
    public static Instant parseTime(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST.plusSeconds(1))) {
            throw new DateTimeException("outside of the years 0000 to 9999");
        }
        return time;
    }

    /** Returns the time in a backup's id. */
    public static Instant time(String id) {
        return TIME.parse(id.substring(0, id.indexOf('-')), Instant::from);
    }
}
