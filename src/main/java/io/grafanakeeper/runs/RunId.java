package io.grafanakeeper.runs;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Makes and recognises run ids, {@code yyyyMMdd'T'HHmmss'Z'-<8 hex>}. */
public final class RunId {
    private static final Pattern FORM = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{8}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunId() {}

    /** Returns a new id for a run requested at a time. */
    public static String next(Instant requested) {
        return TIME.format(requested) + "-" + String.format("%08x", RANDOM.nextInt());
    }

    /** Tells whether a text is a run id, so that it may become part of a blob's name. */
    public static boolean valid(String text) {
        return FORM.matcher(text).matches();
    }

    /** Returns the number that tells apart the runs of one second. */
    public static int distinction(String id) {
        return (int) Long.parseLong(id.substring(id.indexOf('-') + 1), 16);
    }
}
