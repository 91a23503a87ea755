package io.grafanakeeper.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Describes one point-in-time backup. It is written last, so a backup exists when its manifest does.
 *
 * @param id the backup's id
 * @param target the target's name
 * @param run the id of the run that made it
 * @param state whether anything is missing
 * @param scope {@code all}, or {@code items} for a backup of single dashboards
 * @param started when the run began
 * @param finished when the last object was stored
 * @param grafanaVersion the server's version, empty if it hides it
 * @param grafanaKind the kind of target, as in the settings
 * @param notOffered kinds that were asked for and that this server does not have
 * @param items what is in it
 * @param failures what is missing
 * @param totals its sums
 */
public record Manifest(
        String id,
        String target,
        String run,
        BackupState state,
        String scope,
        Instant started,
        Instant finished,
        String grafanaVersion,
        String grafanaKind,
        List<ItemKind> notOffered,
        List<Item> items,
        List<ItemFailure> failures,
        Totals totals) {
    /** Keeps its own copies of the lists. */
    public Manifest {
        notOffered = List.copyOf(notOffered);
        items = List.copyOf(items);
        failures = List.copyOf(failures);
    }

    /** Finds an item by kind and uid. */
    public Optional<Item> item(ItemKind kind, String uid) {
        return items.stream()
                .filter(item -> item.kind() == kind && item.uid().equals(uid))
                .findFirst();
    }

    /** Returns the hashes of all objects that it names. */
    public Set<String> hashes() {
        return items.stream().map(Item::sha256).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the line that a listing shows. */
    public BackupSummary summary() {
        return new BackupSummary(id, state, scope, started, finished, grafanaVersion, failures.size(), totals);
    }
}
