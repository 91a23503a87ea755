package io.grafanakeeper.backup;

import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Totals;
import io.grafanakeeper.grafana.Meter;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.Listing;
import io.grafanakeeper.inventory.Source;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.ManifestWriter;
import io.grafanakeeper.runs.Progress;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.SupersededException;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Makes one backup of one target, in these steps:
 *
 * <ol>
 *   <li>look whether an earlier delivery of the same message has made it already;
 *   <li>list everything; a listing that fails, fails the run;
 *   <li>read each item and store its content unless the store has it;
 *   <li>tell what was deleted meanwhile from what cannot be read;
 *   <li>write the manifest, which makes the backup exist, in the steps that {@link ManifestWriter} lists.
 * </ol>
 *
 * <p>Killed at any point before the last step it leaves only objects that no manifest names; killed after it, the next delivery
 * finds the manifest by the run's id.
 */
final class BackupJob {
    private final BackupStore store;
    private final ManifestWriter manifests;
    private final Clock clock;

    BackupJob(BackupStore store, Locks locks, Clock clock) {
        this.store = store;
        this.manifests = new ManifestWriter(store, locks);
        this.clock = clock;
    }

    /**
     * Makes the backup of a run, or finds the one made before.
     *
     * @param meter counts what it asks of Grafana
     * @param progress told how far it is; false if another delivery finished the run
     */
    Manifest backUp(Target target, Connection connection, Meter meter, Run run, Predicate<Progress> progress) {
        Optional<Manifest> made = manifests.madeBy(run);
        if (made.isPresent()) {
            return made.get();
        }
        Instant started = clock.instant();
        Connection counted = connection.countedBy(meter);
        Source source = counted.source(target.backup());
        try (Listing listing = source.list()) {
            return backUp(target, counted, source, listing, meter, run, progress, started);
        }
    }

    private Manifest backUp(
            Target target,
            Connection connection,
            Source source,
            Listing listing,
            Meter meter,
            Run run,
            Predicate<Progress> progress,
            Instant started) {
        int total = listing.items().size();
        if (!progress.test(new Progress(0, total))) {
            throw new SupersededException();
        }
        ManifestWriter.Known known = manifests.known(target.name());
        Collector saved = new Saver(store, target.name(), known.hashes(), target.concurrency(), connection::answers)
                .save(listing.items(), done -> progress.test(new Progress(done, total)));
        refuseToSaveNothing(listing, saved);
        List<ItemFailure> failures = failures(source, saved);
        Instant finished = clock.instant();
        List<Item> items = sorted(saved.items());
        Totals totals = new Totals(
                items.size(),
                items.stream().mapToLong(Item::bytes).sum(),
                saved.newObjects(),
                saved.newBytes(),
                meter.requests(),
                Duration.between(started, finished).toMillis() / 1000.0);
        return manifests.publish(
                run,
                known,
                saved.borrowed(),
                id -> new Manifest(
                        id,
                        target.name(),
                        run.id(),
                        failures.isEmpty() ? BackupState.COMPLETE : BackupState.PARTIAL,
                        "all",
                        started,
                        finished,
                        listing.version(),
                        target.kind().yamlName(),
                        listing.notOffered(),
                        items,
                        failures,
                        totals));
    }

    /**
     * Ends the run if Grafana is to blame that not one of the listed dashboards could be read, or nothing at all: that is an
     * outage.
     */
    private static void refuseToSaveNothing(Listing listing, Collector saved) {
        List<Collector.Failed> outages =
                saved.failures().stream().filter(Collector.Failed::outage).toList();
        long dashboards = listing.items().stream()
                .filter(item -> item.kind() == ItemKind.DASHBOARD)
                .count();
        boolean noDashboard = dashboards > 0
                && dashboards
                        == outages.stream()
                                .filter(failure -> failure.is(ItemKind.DASHBOARD))
                                .count();
        boolean nothing =
                !outages.isEmpty() && outages.size() == listing.items().size();
        if (noDashboard || nothing) {
            throw outages.get(0).cause();
        }
    }

    /** Drops the failures of what somebody deleted after it was listed: there is nothing to miss. */
    private static List<ItemFailure> failures(Source source, Collector saved) {
        Map<ItemKind, Set<String>> existing = new EnumMap<>(ItemKind.class);
        return saved.failures().stream()
                .filter(failed -> !failed.gone()
                        || existing.computeIfAbsent(failed.failure().kind(), source::uids)
                                .contains(failed.failure().uid()))
                .map(Collector.Failed::failure)
                .toList();
    }

    private static List<Item> sorted(List<Item> items) {
        return items.stream()
                .sorted(Comparator.comparing(Item::kind)
                        .thenComparing(Item::folderPath)
                        .thenComparing(Item::title)
                        .thenComparing(Item::uid))
                .collect(Collectors.toUnmodifiableList());
    }
}
