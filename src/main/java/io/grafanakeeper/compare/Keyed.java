package io.grafanakeeper.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects values by key in their order; a key that comes again is told apart by a number. */
final class Keyed<T> {
    private final Map<String, T> values = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void add(String key, T value) {
        int count = counts.merge(key, 1, Integer::sum);
        values.put(count == 1 ? key : key + " #" + count, value);
    }

    Map<String, T> map() {
        return values;
    }
}
