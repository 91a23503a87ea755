package io.grafanakeeper.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Checks the ids of Azure. */
final class Guid {
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Guid() {}

    /** Returns the id in lower case. The message does not repeat the text: people paste the wrong one of two values. */
    static String parse(String text) {
        if (!GUID.matcher(text).matches()) {
            throw new BadValue("is not a GUID such as 00000000-0000-0000-0000-000000000000");
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
