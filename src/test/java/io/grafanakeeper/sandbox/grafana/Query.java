package io.grafanakeeper.sandbox.grafana;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Is the query of a request's address. */
final class Query {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    static Query parse(@Nullable String raw) {
        Query query = new Query();
        int start = 0;
        String text = raw == null ? "" : raw;
        while (start < text.length()) {
            int end = text.indexOf('&', start);
            String pair = text.substring(start, end < 0 ? text.length() : end);
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            query.values.computeIfAbsent(decode(name), any -> new ArrayList<>()).add(decode(value));
            start = end < 0 ? text.length() : end + 1;
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    String first(String name) {
        return all(name).isEmpty() ? "" : all(name).get(0);
    }

    /** Gives a number, or the other value when it is missing or not above zero. */
    int positive(String name, int otherwise) {
        long value = whole(first(name), 0);
        return value > 0 && value < Integer.MAX_VALUE ? (int) value : otherwise;
    }

    /** Reads a flag as Go's ParseBool does. */
    boolean flag(String name) {
        return List.of("1", "t", "T", "true", "TRUE", "True").contains(first(name));
    }

    static long whole(String text, long otherwise) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
