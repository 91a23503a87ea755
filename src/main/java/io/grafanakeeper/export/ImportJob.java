package io.grafanakeeper.export;

import io.grafanakeeper.archive.BackupId;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Totals;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.Failure;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.ManifestWriter;
import io.grafanakeeper.runs.Outcome;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunId;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.RunTracker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes a backup of an archive, in these steps:
 *
 * <ol>
 *   <li>read the whole archive, checking everything and writing nothing;
 *   <li>refuse it, naming every file that cannot be taken, unless those are to be left out;
 *   <li>look whether the same archive has been imported before: the id comes from its time and content;
 *   <li>record the run, read the archive again and store the contents;
 *   <li>write the manifest, which makes the backup exist.
 * </ol>
 */
final class ImportJob {
    private static final int MOST_NAMED = 20;
    /** Archives bear the local time of some machine. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final BackupStore store;
    private final ManifestWriter manifests;
    private final RunStore runs;
    private final Consumer<Run> done;
    private final Clock clock;

    /**
     * Creates a job.
     *
     * @param done told of the run when it is over, well or not
     */
    ImportJob(BackupStore store, Locks locks, RunStore runs, Consumer<Run> done, Clock clock) {
        this.store = store;
        this.manifests = new ManifestWriter(store, locks);
        this.runs = runs;
        this.done = done;
        this.clock = clock;
    }

    /**
     * Imports an archive.
     *
     * @throws ProblemException 400, if the archive is refused
     */
    Imported run(ImportRequest request) {
        Instant begun = clock.instant();
        ArchiveScan scan = new ArchiveScan();
        read(request, scan);
        ArchiveContents contents = ArchiveContents.of(scan);
        refuse(request, contents);
        Manifest wanted = manifest(request, contents, begun);
        Optional<Manifest> made = made(wanted);
        if (made.isPresent()) {
            return new Imported(made.get(), 0, contents.refused(), contents.ignored());
        }
        return recorded(request, contents, wanted, begun);
    }

    private static void read(ImportRequest request, TarReader.Visitor visitor) {
        try (InputStream archive = request.source().open()) {
            TarReader.read(archive, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close an archive", e);
        }
    }

    private static void refuse(ImportRequest request, ArchiveContents contents) {
        List<Refused> refused = contents.refused();
        if (!refused.isEmpty() && !request.partial()) {
            String names = refused.stream()
                    .limit(MOST_NAMED)
                    .map(entry -> entry.entry() + ": " + entry.reason())
                    .collect(Collectors.joining("; "));
            throw ProblemException.badRequest(
                    "archive",
                    refused.size() + " entries of the archive cannot be taken: " + names
                            + (refused.size() > MOST_NAMED ? "; and more" : "")
                            + ". With partial=true they are left out",
                    List.of());
        }
        if (contents.items().isEmpty()) {
            throw ProblemException.badRequest("archive", "the archive holds nothing that can be taken", List.of());
        }
    }

    private Imported recorded(ImportRequest request, ArchiveContents contents, Manifest wanted, Instant begun) {
        Run run =
                Run.queued(RunId.next(begun), "import", wanted.target(), begun).begun(begun, 1);
        RunTracker tracker = RunTracker.of(runs, run);
        try {
            Imported imported = stored(request, contents, wanted, run);
            long items = imported.manifest().items().size();
            List<Failure> failures =
                    imported.manifest().failures().stream().map(Failure::of).toList();
            tracker.update(
                    now -> now.done(clock.instant(), new Outcome(imported.json(), failures, items + failures.size())));
            done.accept(tracker.run());
            return imported;
        } catch (RuntimeException e) {
            tracker.update(now -> now.failed(clock.instant(), Explanation.of(e).text()));
            done.accept(tracker.run());
            throw e;
        }
    }

    private Imported stored(ImportRequest request, ArchiveContents contents, Manifest wanted, Run run) {
        ManifestWriter.Known known = manifests.known(wanted.target());
        ObjectWriter writer = new ObjectWriter(store, wanted.target(), wanted.hashes(), known.hashes());
        read(request, writer);
        if (!writer.finish()) {
            throw ProblemException.conflict("blob", "the archive changed while it was read; try again", List.of());
        }
        Totals totals = totals(wanted, writer, Duration.between(run.requested(), clock.instant()));
        Manifest manifest = put(numbered(wanted, wanted.id(), run.id(), totals), known, writer.borrowed());
        return new Imported(manifest, writer.newObjects(), contents.refused(), contents.ignored());
    }

    private static Totals totals(Manifest wanted, ObjectWriter writer, Duration took) {
        return new Totals(
                wanted.totals().items(),
                wanted.totals().bytes(),
                writer.newObjects(),
                writer.newBytes(),
                0,
                took.toMillis() / 1000.0);
    }

    /** Returns the manifest to be, under the first id that the archive may have. */
    private Manifest manifest(ImportRequest request, ArchiveContents contents, Instant now) {
        Instant time = time(request, contents, now);
        Optional<Manifest> origin = contents.origin();
        List<ItemFailure> failures = new ArrayList<>(contents.missing());
        contents.refused().stream().map(Refused::item).filter(Objects::nonNull).forEach(failures::add);
        boolean whole = failures.isEmpty() && contents.refused().isEmpty();
        List<Item> items = contents.items();
        return new Manifest(
                BackupId.of(time, distinction(items)),
                request.target(),
                "",
                whole ? BackupState.COMPLETE : BackupState.PARTIAL,
                origin.map(Manifest::scope).orElse("all"),
                time,
                origin.filter(given -> time.equals(given.started()))
                        .map(Manifest::finished)
                        .orElse(time),
                origin.map(Manifest::grafanaVersion).orElse(""),
                origin.map(Manifest::grafanaKind).orElse(request.kind().yamlName()),
                origin.map(Manifest::notOffered).orElse(List.of()),
                items,
                failures,
                new Totals(items.size(), items.stream().mapToLong(Item::bytes).sum(), 0, 0, 0, 0));
    }

    private static Instant time(ImportRequest request, ArchiveContents contents, Instant now) {
        Instant time = request.at().or(contents::time).orElse(now);
        if (!BackupId.valid(BackupId.of(time, 0)) || time.isAfter(now.plus(AHEAD))) {
            // It would be the latest backup until that day.
            throw ProblemException.badRequest(
                    "at", "the backup's time, " + time + ", is in the future", List.of("a time in the past"));
        }
        return time;
    }

    /** Returns a number that comes from the content alone. */
    private static int distinction(List<Item> items) {
        String all = items.stream()
                .map(item -> item.kind().text() + " " + item.uid() + " " + item.folderUid() + " " + item.sha256())
                .sorted()
                .collect(Collectors.joining("\n"));
        return Integer.parseInt(
                Content.hash(all.getBytes(StandardCharsets.UTF_8)).substring(0, 4), 16);
    }

    /** Finds the backup that an earlier import of the same archive made. */
    private Optional<Manifest> made(Manifest wanted) {
        for (int offset = 0; ; offset++) {
            Optional<Manifest> manifest = store.readManifest(wanted.target(), next(wanted.id(), offset));
            if (manifest.isEmpty() || same(manifest.get(), wanted)) {
                return manifest;
            }
        }
    }

    /** Writes the manifest under the first id that is free; in the meantime somebody may have imported the same archive. */
    private Manifest put(Manifest wanted, ManifestWriter.Known known, Set<String> borrowed) {
        for (int offset = 0; ; offset++) {
            Manifest manifest = numbered(wanted, next(wanted.id(), offset), wanted.run(), wanted.totals());
            Optional<Manifest> there = store.readManifest(manifest.target(), manifest.id());
            if (there.isEmpty() && manifests.write(manifest, known, borrowed)) {
                return manifest;
            }
            there = there.or(() -> store.readManifest(manifest.target(), manifest.id()));
            if (there.isPresent() && same(there.get(), manifest)) {
                return there.get();
            }
        }
    }

    private static String next(String id, int offset) {
        int dash = id.indexOf('-') + 1;
        int number = Integer.parseInt(id.substring(dash), 16) + offset;
        return id.substring(0, dash) + String.format("%04x", number & 0xffff);
    }

    private static boolean same(Manifest one, Manifest other) {
        return one.items().equals(other.items())
                && one.failures().equals(other.failures())
                && one.state() == other.state()
                && one.scope().equals(other.scope())
                && one.started().equals(other.started());
    }

    private static Manifest numbered(Manifest manifest, String id, String run, Totals totals) {
        return new Manifest(
                id,
                manifest.target(),
                run,
                manifest.state(),
                manifest.scope(),
                manifest.started(),
                manifest.finished(),
                manifest.grafanaVersion(),
                manifest.grafanaKind(),
                manifest.notOffered(),
                manifest.items(),
                manifest.failures(),
                totals);
    }
}
