package io.grafanakeeper.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what changed inside one item.
 *
 * @param patch the JSON Patch, or null where it is left out
 * @param sentences the same for people
 */
record Change(@Nullable String patch, List<String> sentences) {
    Change {
        sentences = List.copyOf(sentences);
    }

    /** Returns a change without details, and why. */
    static Change without(String reason) {
        return new Change(null, List.of(reason));
    }
}
