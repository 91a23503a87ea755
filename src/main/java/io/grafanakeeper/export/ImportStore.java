package io.grafanakeeper.export;

import java.io.InputStream;
import java.util.Optional;

/**
 * Holds archives to import that are too large for a request. Thread-safe.
 *
 * <p>The method, and reading what it gives, throw {@link io.grafanakeeper.runs.ServiceException} if the storage behind it does not
 * do what it was asked.
 */
public interface ImportStore {
    /** Opens an archive, empty if there is none of that name. The caller closes it. */
    Optional<InputStream> open(String name);
}
