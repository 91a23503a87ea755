package io.grafanakeeper.rotation;

import java.util.Optional;

/** Remembers the last attempt of each credential. Thread-safe; throws {@link io.grafanakeeper.runs.ServiceException}. */
public interface AttemptLog {
    /** Returns the last attempt, empty if there was none. */
    Optional<Attempt> last(String credential);

    /** Puts an attempt in the place of the last one. */
    void record(String credential, Attempt attempt);
}
