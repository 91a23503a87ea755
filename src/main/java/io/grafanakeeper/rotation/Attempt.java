package io.grafanakeeper.rotation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the last attempt to rotate a credential ended.
 *
 * @param run the run's id
 * @param finished when it ended
 * @param error why it failed, or null if it did not
 */
public record Attempt(
        String run, Instant finished, @Nullable String error) {}
