package io.grafanakeeper.compare;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.runs.BackupChoice;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.settings.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares two sides of a target: hashes first, contents only where these differ. No more contents are in memory than are being
 * read and compared.
 */
final class Comparer {
    private final BackupChoice choice;
    private final Sides sides;
    private final Function<Target, Connection> connections;
    private final TimeBudget time;

    Comparer(BackupStore store, Function<Target, Connection> connections, TimeBudget time) {
        this.choice = new BackupChoice(store);
        this.sides = new Sides(store);
        this.connections = connections;
        this.time = time;
    }

    /**
     * Compares what a request names.
     *
     * @param from a backup as {@link BackupChoice} reads it; empty for the complete one before {@code to}
     * @param to such a backup or {@code live}; empty for the latest
     * @throws ProblemException if there is no such backup, or nothing of the selection in either side, or too much
     */
    Comparison compare(Target target, String from, String to, Selection selection) {
        if (from.equals(Sides.LIVE)) {
            throw ProblemException.badRequest("from", "only to can be live", BackupChoice.ALLOWED);
        }
        return time.spend(() -> inTime(target, from, to, selection));
    }

    private Comparison inTime(Target target, String from, String to, Selection selection) {
        try (Side after = after(target, to, selection)) {
            return compare(target, from, after, selection);
        }
    }

    private Comparison compare(Target target, String from, Side after, Selection selection) {
        Side before = sides.of(before(target.name(), from, after.name()));
        List<Pair> pairs = Pair.of(before, after, selection);
        Details details = new Details();
        List<Outcome> outcomes = new ArrayList<>(failures(before, after, selection));
        refuseNothing(selection, pairs, outcomes);
        outcomes.addAll(Parallel.map(pairs, target.concurrency(), pair -> compare(pair, details)));
        return new Comparison(target.name(), before.name(), after.name(), outcomes);
    }

    private Side after(Target target, String to, Selection selection) {
        if (to.equals(Sides.LIVE)) {
            return sides.live(target, connections.apply(target), selection.kind());
        }
        return sides.of(choice.manifest(target.name(), to.isEmpty() ? "latest" : to, "to"));
    }

    private Manifest before(String target, String from, String after) {
        if (!from.isEmpty()) {
            return choice.manifest(target, from, "from");
        }
        return after.equals(Sides.LIVE)
                ? choice.manifest(target, "latest", "from")
                : choice.before(target, after, "from");
    }

    /** Refuses a selection that finds nothing, which a misspelled one does: an answer would read as no difference. */
    private static void refuseNothing(Selection selection, List<Pair> pairs, List<Outcome> failures) {
        boolean named = selection.uid() != null || selection.folder() != null;
        if (named && pairs.isEmpty() && failures.isEmpty()) {
            throw ProblemException.notFound(
                    selection.uid() != null ? "uid" : "folder", "neither side has such an item", List.of());
        }
    }

    private static List<Outcome> failures(Side before, Side after, Selection selection) {
        List<Outcome> failures = new ArrayList<>();
        addFailures("from", before.failures(), after.items(), selection, failures);
        addFailures("to", after.failures(), before.items(), selection, failures);
        return failures;
    }

    /** Adds what one side could not read; the folder of such an item is known only from the other side. */
    private static void addFailures(
            String side,
            Map<Key, ItemFailure> failures,
            Map<Key, Held> others,
            Selection selection,
            List<Outcome> list) {
        Map<String, ItemFailure> sorted = new TreeMap<>();
        failures.forEach((key, failure) -> {
            @Nullable Held other = others.get(key);
            if (other == null ? selection.takes(key) : selection.takes(other, null)) {
                sorted.put(key.kind() + " " + key.uid(), failure);
            }
        });
        sorted.values().forEach(failure -> list.add(Outcome.failed(failure, side)));
    }

    private static Outcome compare(Pair pair, Details details) {
        Held from = pair.from();
        Held to = pair.to();
        return from == null || to == null ? Outcome.of(from, to, null) : compare(from, to, details);
    }

    private static Outcome compare(Held from, Held to, Details details) {
        Held.Version after;
        try {
            after = to.version().get();
        } catch (GrafanaException.Unauthorized e) {
            throw e;
        } catch (GrafanaException e) {
            return Outcome.failed(failure(to, e), "to");
        }
        Held.Version before = from.version().get();
        if (before.sha256().equals(after.sha256())) {
            return Outcome.of(from, to, null);
        }
        try {
            return Outcome.of(from, to, details.of(to.kind(), before, after));
        } catch (CorruptObjectException e) {
            Change change = Change.without("it changed; one of its contents cannot be read: see failures");
            return new Outcome(from, to, change, failure(to, e), damaged(before) ? "from" : "to");
        }
    }

    private static boolean damaged(Held.Version version) {
        try {
            byte[] unused = version.bytes().get();
            return false;
        } catch (CorruptObjectException e) {
            return true;
        }
    }

    private static ItemFailure failure(Held item, RuntimeException cause) {
        return new ItemFailure(item.kind(), item.uid(), item.title(), String.valueOf(cause.getMessage()));
    }
}
