package io.grafanakeeper.telemetry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code Name=value;Name=value}, the form of Application Insights' settings, in which the case of names does not count. */
final class Pairs {
    private final Map<String, String> values = new HashMap<>();

    Pairs(String text) {
        for (String pair : text.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        name(pair.substring(0, equals)),
                        pair.substring(equals + 1).strip());
            }
        }
    }

    /** Finds a value that is not empty. */
    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name(name))).filter(value -> !value.isEmpty());
    }

    private static String name(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
