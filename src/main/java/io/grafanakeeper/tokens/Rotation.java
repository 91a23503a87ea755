package io.grafanakeeper.tokens;

import io.grafanakeeper.runs.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what one rotation did.
 *
 * @param outcome what came of it
 * @param reason why, in words for people
 * @param kind what Grafana issues: {@code service-account} or {@code api-key}; empty if it was not asked
 * @param current the version that is current now, or null if there is none
 * @param deleted the names of the tokens that were deleted
 * @param failures what could not be tidied up
 */
public record Rotation(
        Outcome outcome,
        String reason,
        String kind,
        @Nullable SecretVersion current,
        List<String> deleted,
        List<Failure> failures) {
    /** Keeps its own copies of the lists. */
    public Rotation {
        deleted = List.copyOf(deleted);
        failures = List.copyOf(failures);
    }

    /** Names what can come of a rotation. */
    public enum Outcome {
        /** The secret holds a new token. */
        ROTATED("rotated"),
        /** It was not time yet. */
        NOT_DUE("not due"),
        /** The version that was to be replaced is no longer the current one. */
        NOT_CURRENT("not current");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        /** Returns the word for run records. */
        public String text() {
            return text;
        }
    }
}
