package io.grafanakeeper.runs;

import java.util.Optional;

/**
 * Keeps run records. Thread-safe.
 *
 * <p>Every method throws {@link ServiceException} if the storage behind it does not do what it was asked.
 */
public interface RunStore {
    /** Stores the record of a new run. */
    void create(Run run);

    /** Finds a record. */
    Optional<Recorded> find(String id);

    /**
     * Replaces a record unless somebody else replaced it first.
     *
     * @return the record as stored, or empty if it is no longer the one read before
     */
    Optional<Recorded> replace(Recorded before, Run after);

    /**
     * Pairs a run with the mark that tells whether its record has changed since.
     *
     * @param run the run
     * @param mark the store's own mark of this state of the record
     */
    record Recorded(Run run, String mark) {}
}
