package io.grafanakeeper.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.ManifestJson;
import io.grafanakeeper.inventory.Draft;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Learns what an archive holds, keeping of each file its hash and what a manifest says of it. Writes nothing. */
final class ArchiveScan implements TarReader.Visitor {
    /** Which year a time may not reach, so that it can be part of a backup's id. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Map<String, String> hashes = new LinkedHashMap<>();
    private final List<Item> foreign = new ArrayList<>();
    private final List<String> foreignFiles = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Refused> refused = new ArrayList<>();
    private final Map<String, Integer> ignored = new TreeMap<>();
    private final List<ItemFailure> missing = new ArrayList<>();
    private @Nullable Manifest manifest;
    private @Nullable Instant named;
    private @Nullable Instant modified;

    /** Returns the manifest of an archive of ours. */
    Optional<Manifest> manifest() {
        return Optional.ofNullable(manifest);
    }

    /** Returns what {@code missing.json} names. */
    List<ItemFailure> missing() {
        return missing;
    }

    /** Returns the hash of the content of every {@code .json} file but the manifest, by path. */
    Map<String, String> hashes() {
        return hashes;
    }

    /** Returns what other tools saved; the place of an item is what its own file says. */
    List<Item> foreign() {
        return foreign;
    }

    /** Returns the files of other tools. */
    List<String> foreignFiles() {
        return foreignFiles;
    }

    /** Returns what cannot be taken, so far. */
    List<Refused> refused() {
        return refused;
    }

    /** Returns how many files of each kind were passed over, since backups do not keep such things. */
    Map<String, Integer> ignored() {
        return ignored;
    }

    /** Returns when the archive's content was saved: the newest time in the names of folders, else the newest of a file. */
    Optional<Instant> time() {
        return Optional.ofNullable(named == null ? modified : named);
    }

    @Override
    public void duplicate(String path) {
        refused.add(Refused.of(EntryName.shown(path), "the archive has a file of this name already"));
    }

    @Override
    public void file(String path, byte[] bytes, @Nullable Instant time) {
        if (litter(path)) {
            return;
        }
        if (path.equals(ArchiveNames.MANIFEST)) {
            readOr(path, null, () -> {
                ManifestBounds.check(bytes);
                manifest = ManifestJson.read(bytes);
            });
        } else if (path.equals(ArchiveNames.MISSING)) {
            readOr(path, null, () -> missing.addAll(MissingJson.read(bytes)));
        } else if (path.endsWith(".json")) {
            readOr(
                    path,
                    null,
                    () -> hashes.put(path, Content.of(BoundedJson.read(bytes)).sha256()));
        } else {
            ForeignFile.notKept(path).ifPresent(ending -> ignored.merge(ending, 1, Integer::sum));
            ForeignFile.of(path).ifPresentOrElse(file -> foreign(path, file, bytes, time), () -> unknown(path));
        }
    }

    private void foreign(String path, ForeignFile file, byte[] bytes, @Nullable Instant time) {
        foreignFiles.add(path);
        named = newer(named, ForeignFile.time(path).orElse(null));
        modified = newer(modified, time);
        ItemFailure failure = new ItemFailure(file.kind(), file.name(), "", "");
        readOr(path, failure, () -> {
            List<Draft> drafts = ForeignDrafts.read(file, BoundedJson.read(bytes));
            if (drafts.isEmpty()) {
                ignored.merge("library_element", 1, Integer::sum);
            }
            drafts.forEach(draft -> add(path, draft));
        });
    }

    private void add(String path, Draft draft) {
        // Contact points are told apart by more than this, and come as one list.
        boolean fresh = seen.add(draft.kind().text() + " " + draft.uid());
        if (fresh || draft.kind() == ItemKind.CONTACT_POINT) {
            foreign.add(draft.stored(Content.of(draft.content())));
        } else {
            String reason = draft.kind().text() + " " + draft.uid() + " is in the archive twice";
            refused.add(Refused.of(EntryName.shown(path), reason));
        }
    }

    private void unknown(String path) {
        // Next to their files the tools put lists of them.
        if (ForeignFile.notKept(path).isEmpty() && !path.endsWith(".txt")) {
            refused.add(Refused.of(EntryName.shown(path), "it is not a file of a known layout"));
        }
    }

    /** Tells whether macOS put it there. */
    private static boolean litter(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.startsWith("._") || file.equals(".DS_Store");
    }

    private static @Nullable Instant newer(@Nullable Instant one, @Nullable Instant other) {
        if (other == null || other.isAfter(NEVER)) {
            return one;
        }
        return one == null || other.isAfter(one) ? other : one;
    }

    /** Reads a file in some way. */
    private interface Reading {
        void run() throws IOException;
    }

    private void readOr(String path, @Nullable ItemFailure item, Reading reading) {
        try {
            reading.run();
        } catch (IOException e) {
            String reason = reason(e);
            refused.add(new Refused(
                    EntryName.shown(path),
                    reason,
                    item == null ? null : new ItemFailure(item.kind(), item.uid(), item.title(), reason)));
        }
    }

    /** Says what is wrong with a file without quoting it: it may hold secrets. */
    private static String reason(IOException failure) {
        if (failure instanceof JsonProcessingException json) {
            String where = json.getLocation() == null
                    ? ""
                    : " at line " + json.getLocation().getLineNr() + ", column "
                            + json.getLocation().getColumnNr();
            return "it is not JSON" + where;
        }
        return String.valueOf(failure.getMessage());
    }
}
