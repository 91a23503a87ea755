package io.grafanakeeper.archive;

import java.time.Instant;

/**
 * Describes an object as the store lists it, unopened.
 *
 * @param sha256 the hash it is named by
 * @param bytes its size as stored, packed
 * @param modified when it was written, by the store's clock
 * @param mark the store's own mark of this state of it
 */
public record StoredObject(String sha256, long bytes, Instant modified, String mark) {}
