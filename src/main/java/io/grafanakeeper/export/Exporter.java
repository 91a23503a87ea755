package io.grafanakeeper.export;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.ManifestJson;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.runs.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Packs a backup into an archive, holding one object at a time.
 *
 * <p>How large the archive gets is known only at its end, so it grows in memory up to 4 MB and in the {@link ExportStore} beyond.
 * An archive that is there already is not made again. Missing and corrupt objects end the export after all of them have been found,
 * and nothing has been committed then; or they are left out and listed, if that was asked for.
 */
final class Exporter {
    static final int LARGEST_ANSWER = 4 * 1024 * 1024;
    private static final int MOST_NAMED = 20;

    /** Objects are read ahead of the packing: one after another, ten thousand would take longer than an answer may. */
    static final int READERS = 8;

    private final BackupStore store;
    private final ExportStore exports;

    Exporter(BackupStore store, ExportStore exports) {
        this.store = store;
        this.exports = exports;
    }

    /**
     * Packs a backup.
     *
     * @param partial leaves out what cannot be read, instead of refusing
     * @throws ProblemException 409, naming what cannot be read
     */
    Exported export(Manifest manifest, boolean partial) {
        // Whether anything is missing may change from day to day, so a partial archive is always made anew.
        String name = manifest.target() + "/" + manifest.id() + (partial ? ".partial.tar.gz" : ".tar.gz");
        Optional<URI> made = partial ? Optional.empty() : exports.link(name);
        if (made.isPresent()) {
            return new Exported.Linked(made.get());
        }
        Spool spool = new Spool(LARGEST_ANSWER, () -> exports.upload(name, partial));
        pack(manifest, partial, spool);
        byte[] whole = spool.finish();
        return whole == null ? new Exported.Linked(linked(name)) : new Exported.Whole(whole);
    }

    private URI linked(String name) {
        return exports.link(name).orElseThrow(() -> new IllegalStateException("the archive vanished: " + name));
    }

    private void pack(Manifest manifest, boolean partial, Spool spool) {
        List<ItemFailure> missing = new ArrayList<>();
        try (ArchiveWriter archive = new ArchiveWriter(spool, manifest.finished())) {
            archive.add(ArchiveNames.MANIFEST, ManifestJson.write(manifest));
            Parallel.ahead(
                    ArchiveNames.of(manifest.items()),
                    READERS,
                    named -> read(manifest.target(), named.item()),
                    (named, object) -> {
                        if (object.content() == null) {
                            missing.add(object.failure(named.item()));
                        } else if (partial || missing.isEmpty()) {
                            // Once something is missing nothing more is written unless that is allowed: the rest is
                            // read to
                            // name it all.
                            add(archive, named.path(), object.content());
                        }
                    });
            if (!missing.isEmpty()) {
                refuseUnless(partial, manifest, missing);
                archive.add(ArchiveNames.MISSING, MissingJson.write(missing));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack", e);
        }
    }

    private static void add(ArchiveWriter archive, String path, byte[] content) {
        try {
            archive.add(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack", e);
        }
    }

    /**
     * Holds what the store has of an object.
     *
     * @param content its bytes, or null if they cannot be had
     * @param reason why not
     */
    private record Stored(byte @Nullable [] content, String reason) {
        ItemFailure failure(Item item) {
            return new ItemFailure(item.kind(), item.uid(), item.title(), reason);
        }
    }

    private Stored read(String target, Item item) {
        try {
            return new Stored(
                    store.readObject(target, item.sha256()).orElse(null),
                    "object " + item.sha256() + " is missing from the store");
        } catch (CorruptObjectException e) {
            return new Stored(null, String.valueOf(e.getMessage()));
        }
    }

    private static void refuseUnless(boolean partial, Manifest manifest, List<ItemFailure> missing) {
        if (!partial) {
            String names = missing.stream()
                    .limit(MOST_NAMED)
                    .map(failure -> failure.kind().text() + " " + failure.uid() + " '" + failure.title() + "' ("
                            + failure.reason() + ")")
                    .collect(Collectors.joining("; "));
            throw ProblemException.conflict(
                    "partial",
                    missing.size() + " of the " + manifest.items().size() + " items of backup " + manifest.id()
                            + " cannot be read: " + names + (missing.size() > MOST_NAMED ? "; and more" : "")
                            + ". With partial=true they are left out",
                    List.of("true", "false"));
        }
    }
}
