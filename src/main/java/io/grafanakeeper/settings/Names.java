package io.grafanakeeper.settings;

import java.util.regex.Pattern;

/** Checks the names of targets, credentials and queries, which become names of blobs and leases. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final String RULE = "is not a name: use 1 to 63 lower-case letters, digits and inner dashes";

    private Names() {}

    /** Reports a name that cannot be used where its entry stands. */
    static void check(String name, YamlNode entry) {
        if (!NAME.matcher(name).matches()) {
            entry.fault(RULE);
        }
    }

    static String parse(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new BadValue(RULE);
        }
        return name;
    }
}
