package io.grafanakeeper.frames;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Is the part of a frame that shares one set of labels: one row for each of the frame's.
 *
 * @param labels the labels
 * @param fields the numbers of the value fields, by the keys of their columns
 */
record Group(SortedMap<String, String> labels, Map<String, Integer> fields) {
    private static final String UNNAMED = "value";

    Group(SortedMap<String, String> labels) {
        this(labels, new LinkedHashMap<>());
    }

    /**
     * Adds a field under its name. A name that the group has already gives way to the display name, then to {@code name_2},
     * {@code name_3} and so on.
     *
     * @return the key of its column
     */
    String add(int number, Field field) {
        String shown = field.displayName();
        String name = field.name().isEmpty() ? shown : field.name();
        if (name.isEmpty()) {
            name = UNNAMED;
        }
        if (fields.containsKey(name) && !shown.isEmpty()) {
            name = shown;
        }
        String key = Names.free(name, fields.keySet());
        fields.put(key, number);
        return key;
    }
}
