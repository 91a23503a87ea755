package io.grafanakeeper.itembackup;

import io.grafanakeeper.archive.BackupId;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Totals;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.monitor.DashboardId;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.ManifestWriter;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunId;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a backup of scope {@code items}, in these steps:
 *
 * <ol>
 *   <li>find the newest backup that is whole: a complete one, of everything or of items;
 *   <li>store the contents of the items unless the store has them;
 *   <li>write a manifest that names them, and beside them all others of that backup, in the steps that {@link ManifestWriter} lists.
 * </ol>
 *
 * <p>So any backup can be restored as a whole. It is complete if it has one to stand on, else partial: it holds nothing but the
 * items. {@code latest} means a backup of everything all the same, since this one looked at nothing else.
 */
public final class ItemBackup {
    private static final String SCOPE = "items";
    private static final int PAGE = 100;

    private final BackupStore store;
    private final ManifestWriter manifests;
    private final Clock clock;

    /** Creates the backups of a store. */
    public ItemBackup(BackupStore store, Locks locks, Clock clock) {
        this.store = store;
        this.manifests = new ManifestWriter(store, locks);
        this.clock = clock;
    }

    private record Stored(List<Item> items, Set<String> borrowed, long newObjects, long newBytes) {}

    /**
     * Holds what was found of the items that a backup was asked for.
     *
     * @param drafts the items as they were read
     * @param gone the uids of the dashboards that are not there any more
     * @param failures what could not be read; the backup keeps the last known state of it and is partial
     */
    public record Found(List<Draft> drafts, Set<String> gone, List<ItemFailure> failures) {
        private boolean replaces(Item old) {
            return (old.kind() == ItemKind.DASHBOARD && gone.stream().anyMatch(uid -> same(uid, old.uid())))
                    || drafts.stream().anyMatch(draft -> draft.kind() == old.kind() && same(draft.uid(), old.uid()));
        }

        /** Tells whether something has been found of a dashboard, however it is spelled. */
        public boolean tellsOf(String uid) {
            return Stream.of(
                            drafts.stream().map(Draft::uid),
                            gone.stream(),
                            failures.stream().map(ItemFailure::uid))
                    .flatMap(uids -> uids)
                    .anyMatch(found -> same(found, uid));
        }

        /** Tells whether two uids mean the same item; Azure spells ids of resources in more than one case. */
        public static boolean same(String one, String other) {
            return one.equals(other)
                    || (one.equalsIgnoreCase(other) && DashboardId.parse(one).isPresent());
        }
    }

    /**
     * Backs up items as they were read.
     *
     * @param drafts the items
     * @param run the id of the run that asks for it
     * @param grafanaVersion the server's version, empty if it hides it
     * @param requests how many it took to read them
     * @return the manifest as it is stored
     * @throws RuntimeException if it is not stored
     */
    public Manifest make(Target target, List<Draft> drafts, String run, String grafanaVersion, long requests) {
        Found found = new Found(drafts, Set.of(), List.of());
        Prepared prepared = prepare(target, newestWhole(target.name()), found, run, grafanaVersion, requests);
        int distinction = RunId.distinction(run);
        for (int offset = 0; ; offset++) {
            Manifest manifest = prepared.manifest(BackupId.of(prepared.started(), distinction + offset));
            if (manifests.write(manifest, prepared.known(), prepared.borrowed())) {
                return manifest;
            }
        }
    }

    /**
     * Backs up what a run of the queue found; it has one backup, however often its message is delivered.
     *
     * @param base the newest whole backup, see {@link #newestWhole}
     * @param grafanaVersion the server's version, empty if it hides it
     * @param requests how many it took to find them
     * @return the manifest as it is stored
     * @throws RuntimeException if it is not stored
     */
    public Manifest make(
            Target target, Optional<Manifest> base, Found found, Run run, String grafanaVersion, long requests) {
        Prepared prepared = prepare(target, base, found, run.id(), grafanaVersion, requests);
        return manifests.publish(run, prepared.known(), prepared.borrowed(), prepared::manifest);
    }

    /** Holds a backup whose objects are stored and whose manifest has yet to get its id. */
    private record Prepared(
            Instant started, ManifestWriter.Known known, Set<String> borrowed, Function<String, Manifest> manifestOf) {
        Manifest manifest(String id) {
            return manifestOf.apply(id);
        }
    }

    private Prepared prepare(
            Target target, Optional<Manifest> base, Found found, String run, String grafanaVersion, long requests) {
        Instant started = clock.instant();
        ManifestWriter.Known known = base.map(whole -> new ManifestWriter.Known(whole.id(), whole.hashes()))
                .orElse(new ManifestWriter.Known("", Set.of()));
        Stored stored = store(target.name(), found.drafts(), known.hashes());
        List<Item> items = together(stored.items(), base, found);
        Instant finished = clock.instant();
        Totals totals = new Totals(
                items.size(),
                items.stream().mapToLong(Item::bytes).sum(),
                stored.newObjects(),
                stored.newBytes(),
                requests,
                Duration.between(started, finished).toMillis() / 1000.0);
        boolean complete = base.isPresent() && found.failures().isEmpty();
        return new Prepared(
                started,
                known,
                stored.borrowed(),
                id -> new Manifest(
                        id,
                        target.name(),
                        run,
                        complete ? BackupState.COMPLETE : BackupState.PARTIAL,
                        SCOPE,
                        started,
                        finished,
                        grafanaVersion,
                        target.kind().yamlName(),
                        base.map(Manifest::notOffered).orElse(List.of()),
                        items,
                        found.failures(),
                        totals));
    }

    private Stored store(String target, List<Draft> drafts, Set<String> known) {
        List<Item> items = new ArrayList<>();
        Set<String> borrowed = new HashSet<>();
        long newObjects = 0;
        long newBytes = 0;
        for (Draft draft : drafts) {
            Content content = Content.of(draft.content());
            items.add(draft.stored(content));
            if (known.contains(content.sha256())) {
                continue;
            }
            if (store.putObject(target, content)) {
                newObjects++;
                newBytes += content.bytes().length;
            } else {
                borrowed.add(content.sha256());
            }
        }
        return new Stored(items, borrowed, newObjects, newBytes);
    }

    private static List<Item> together(List<Item> fresh, Optional<Manifest> base, Found found) {
        List<Item> items = new ArrayList<>(fresh);
        base.ifPresent(whole ->
                whole.items().stream().filter(old -> !found.replaces(old)).forEach(items::add));
        items.sort(Comparator.comparing(Item::kind)
                .thenComparing(Item::folderPath)
                .thenComparing(Item::title)
                .thenComparing(Item::uid));
        return items;
    }

    /** Finds the newest whole backup, of everything or of items. */
    public Optional<Manifest> newestWhole(String target) {
        return newestWhole(target, null);
    }

    /**
     * Finds the newest whole backup that is older than another; a damaged manifest must not keep new backups from being made.
     *
     * @param id the id of the other, or null for the newest of all
     */
    public Optional<Manifest> newestWhole(String target, @Nullable String id) {
        @Nullable String before = id;
        while (true) {
            List<BackupSummary> page = store.list(target, before, PAGE);
            for (BackupSummary backup : page) {
                Optional<Manifest> manifest =
                        backup.state() == BackupState.COMPLETE ? read(target, backup.id()) : Optional.empty();
                if (manifest.isPresent()) {
                    return manifest;
                }
            }
            if (page.size() < PAGE) {
                return Optional.empty();
            }
            before = page.get(PAGE - 1).id();
        }
    }

    private Optional<Manifest> read(String target, String id) {
        try {
            return store.readManifest(target, id);
        } catch (CorruptObjectException e) {
            return Optional.empty();
        }
    }
}
