package io.grafanakeeper.settings;

import java.util.regex.Pattern;

/** Shows parts of the configuration in messages without ever showing a secret. */
final class Quote {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final int SHOWN = 60;

    private Quote() {}

    /** Quotes a value, or says that it is hidden; long values are cut, control characters replaced. */
    static String value(String value) {
        return isHidden(value) ? "(a hidden value)" : "'" + shortened(value) + "'";
    }

    /** Appends a key to the path of a setting. */
    static String child(String path, String key) {
        String shown = PLAIN_KEY.matcher(key).matches() && !isHidden(key) ? key : value(key);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private static boolean isHidden(String value) {
        return SecretShape.looksLikeSecret(value) || SecretShape.looksRandom(value);
    }

    private static String shortened(String value) {
        String visible = value.replaceAll("\\p{Cntrl}", "·");
        int length = visible.codePointCount(0, visible.length());
        return length <= SHOWN ? visible : visible.substring(0, visible.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
