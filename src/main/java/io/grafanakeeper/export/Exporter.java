package io.grafanakeeper.export;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.ManifestJson;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.downloads.Download;
import io.grafanakeeper.downloads.DownloadFile;
import io.grafanakeeper.downloads.DownloadStore;
import io.grafanakeeper.downloads.Downloads;
import io.grafanakeeper.runs.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Packs a backup into an archive, holding one object at a time.
 *
 * <p>An archive that is there already is not made again. Missing and corrupt objects end the export after all of them have been found,
 * and nothing has been committed then; or they are left out and listed, if that was asked for.
 */
final class Exporter {
    private static final int MOST_NAMED = 20;

    /** Objects are read ahead of the packing: one after another, ten thousand would take longer than an answer may. */
    static final int READERS = 8;

    private final BackupStore store;
    private final Downloads downloads;

    Exporter(BackupStore store, DownloadStore exports) {
        this.store = store;
        this.downloads = new Downloads(exports);
    }

    /**
     * Packs a backup.
     *
     * @param partial leaves out what cannot be read, instead of refusing
     * @throws ProblemException 409, naming what cannot be read
     */
    Download export(Manifest manifest, boolean partial) {
        // Whether anything is missing may change from day to day, so a partial archive is always made anew.
        String name = manifest.target() + "/" + manifest.id() + (partial ? ".partial.tar.gz" : ".tar.gz");
        DownloadFile file = new DownloadFile(name, "application/gzip");
        return downloads.make(file, !partial, out -> pack(manifest, partial, out));
    }

    private void pack(Manifest manifest, boolean partial, OutputStream out) {
        List<ItemFailure> missing = new ArrayList<>();
        try (ArchiveWriter archive = new ArchiveWriter(out, manifest.finished())) {
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
