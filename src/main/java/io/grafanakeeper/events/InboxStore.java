package io.grafanakeeper.events;

import io.grafanakeeper.runs.ServiceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the state of each target's inbox where all instances of the app see it. Thread-safe.
 *
 * <p>Every method throws {@link ServiceException} if the storage behind it does not do what it was asked.
 */
public interface InboxStore {
    /** Pairs a state with the store's own mark of it. */
    record Kept(InboxState state, String mark) {}

    /** Returns the state of a target's inbox, empty if it has none yet. */
    Optional<Kept> find(String target);

    /**
     * Stores a state unless somebody else stored one first.
     *
     * @param mark the mark of the state that it replaces, null if there was none
     * @return false if that is no longer the current one
     */
    boolean replace(String target, @Nullable String mark, InboxState state);
}
