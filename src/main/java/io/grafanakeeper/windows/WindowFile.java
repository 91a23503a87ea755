package io.grafanakeeper.windows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Names the file of a window, {@code <query>/date=<yyyy-MM-dd>/<from>.<extension>}: the date is the one of {@code from} in the query's
 * zone, {@code from} is in UTC ({@code 20261119T230000Z}, with milliseconds only if there are any).
 *
 * <p>The end is not in the name. Windows that begin together share a file, and the one that ends last covers the others; see
 * {@code ResultStore}, which never lets a shorter one replace it.
 */
public final class WindowFile {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private WindowFile() {}

    /** Returns the name of the file. */
    public static String name(String query, TimeRange window, ZoneId zone, String extension) {
        return folder(query) + window.from().atZone(zone).toLocalDate() + "/" + stamp(window.from()) + "." + extension;
    }

    /** Returns what the names of all files of a query begin with. */
    public static String folder(String query) {
        return query + "/date=";
    }

    private static String stamp(Instant from) {
        return (from.equals(from.truncatedTo(ChronoUnit.SECONDS)) ? SECONDS : MILLIS).format(from);
    }
}
