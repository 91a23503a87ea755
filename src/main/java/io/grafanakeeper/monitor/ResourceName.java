package io.grafanakeeper.monitor;

import io.grafanakeeper.archive.Content;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes the names of dashboards as resources of Azure, the same one of the same text every time. */
public final class ResourceName {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z][a-z0-9A-Z-]{0,28}[a-z0-9A-Z]");
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9-]{0,28}[a-z0-9]");
    private static final int LONGEST = 30;
    private static final int HASH = 8;

    private ResourceName() {}

    /** Tells whether Azure takes a name. */
    public static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches();
    }

    /** Makes a name of a text; Azure takes upper case and does not tell it from lower, so a text with some gets a hash too. */
    public static String of(String text) {
        return PLAIN.matcher(text).matches()
                ? text
                : hashed(
                        text.toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9]+", "-")
                                .replaceAll("^[^a-z]+", ""),
                        text);
    }

    /** Makes a name that begins like another and tells texts apart. */
    public static String hashed(String name, String text) {
        int longest = LONGEST - HASH - 1;
        String begin = name.isEmpty() ? "d" : name.substring(0, Math.min(longest, name.length()));
        return begin + "-" + hash(text);
    }

    /** Returns the digits that tell texts apart. */
    public static String hash(String text) {
        return Content.hash(text.getBytes(StandardCharsets.UTF_8)).substring(0, HASH);
    }
}
