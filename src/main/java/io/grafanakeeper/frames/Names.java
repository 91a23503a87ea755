package io.grafanakeeper.frames;

import java.util.Set;

/** Finds names that are not taken. */
final class Names {
    private Names() {}

    /** Returns a name, or the first of {@code name_2}, {@code name_3}, … that is free. */
    static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }
}
