package io.grafanakeeper.export;

import io.grafanakeeper.archive.ItemFailure;
import org.jspecify.annotations.Nullable;

/**
 * Names an entry of an archive that an import cannot take, and why.
 *
 * @param entry the entry's name
 * @param reason what is wrong with it
 * @param item what it would have been, for the manifest; null if that cannot be told
 */
record Refused(String entry, String reason, @Nullable ItemFailure item) {
    static Refused of(String entry, String reason) {
        return new Refused(entry, reason, null);
    }
}
