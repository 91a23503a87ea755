package io.grafanakeeper.export;

import java.net.URI;
import java.util.Optional;

/**
 * Keeps archives that are too large to answer with, for a while. Thread-safe.
 *
 * <p>Every method throws {@link io.grafanakeeper.runs.ServiceException} if the storage behind it does not do what it was asked.
 */
public interface ExportStore {
    /**
     * Makes a link to an archive, empty if there is none of that name. Whoever has the link can read that one archive, for 15 minutes.
     */
    Optional<URI> link(String name);

    /**
     * Begins to store an archive.
     *
     * @param replace true to replace one of the same name; false to keep it, since it has the same bytes
     */
    Upload upload(String name, boolean replace);

    /** Takes an archive piece by piece. What is never committed never exists. Not thread-safe. */
    interface Upload {
        /** Adds the next bytes. */
        void write(byte[] bytes, int offset, int length);

        /** Makes the archive exist. */
        void commit();
    }
}
