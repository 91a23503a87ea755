package io.grafanakeeper.downloads;

import java.net.URI;
import java.util.Optional;

/**
 * Keeps files that are too large to answer with, for a while. Thread-safe.
 *
 * <p>Every method throws {@link io.grafanakeeper.runs.ServiceException} if the storage behind it does not do what it was asked.
 */
public interface DownloadStore {
    /**
     * Makes a link to a file, empty if there is none of that path. Whoever has the link can read that one file, for 15 minutes.
     */
    Optional<URI> link(String path);

    /**
     * Begins to store a file.
     *
     * @param replace true to replace one of the same path; false to keep it, since it has the same bytes
     */
    Upload upload(DownloadFile file, boolean replace);

    /** Takes a file piece by piece. What is never committed never exists. Not thread-safe. */
    interface Upload {
        /** Adds the next bytes. */
        void write(byte[] bytes, int offset, int length);

        /** Makes the file exist. */
        void commit();
    }
}
