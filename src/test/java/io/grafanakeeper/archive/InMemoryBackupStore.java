package io.grafanakeeper.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Keeps backups in memory, packed as the real store packs them; a test may look at the blobs and damage them. */
public final class InMemoryBackupStore implements BackupStore {
    private final NavigableMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();

    @Override
    public boolean putObject(String target, Content content) {
        byte[] before = blobs.putIfAbsent(Layout.object(target, content.sha256()), Packing.pack(content.bytes()));
        if (before != null) {
            Packing.unpackObject(content.sha256(), before);
        }
        return before == null;
    }

    @Override
    public Optional<byte[]> readObject(String target, String sha256) {
        return Optional.ofNullable(blobs.get(Layout.object(target, sha256)))
                .map(packed -> Packing.unpackObject(sha256, packed));
    }

    @Override
    public boolean putManifest(Manifest manifest) {
        byte[] packed = Packing.pack(ManifestJson.write(manifest));
        byte[] before = blobs.putIfAbsent(Layout.manifest(manifest.target(), manifest.id()), packed);
        return before == null || Arrays.equals(before, packed);
    }

    @Override
    public Optional<Manifest> readManifest(String target, String id) {
        return Optional.ofNullable(blobs.get(Layout.manifest(target, id))).map(packed -> parse(id, packed));
    }

    @Override
    public List<BackupSummary> list(String target, @Nullable String before, int limit) {
        List<BackupSummary> newest = new ArrayList<>();
        for (String name : blobs.descendingKeySet()) {
            String id = Layout.manifestId(target, name);
            if (!id.isEmpty() && (before == null || id.compareTo(before) < 0) && newest.size() < limit) {
                readManifest(target, id).map(Manifest::summary).ifPresent(newest::add);
            }
        }
        return newest;
    }

    /** Returns the blobs by name, as they are stored; changes to the map change the store. */
    public Map<String, byte[]> blobs() {
        return blobs;
    }

    /** Returns how many objects of a target there are. */
    public int objects(String target) {
        return blobs.subMap(Layout.objects(target), Layout.objects(target) + "\uffff")
                .size();
    }

    /** Returns the ids of a target's backups, oldest first. */
    public List<String> ids(String target) {
        return blobs.keySet().stream()
                .map(name -> Layout.manifestId(target, name))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** Returns everything stored as text, unpacked, to look for what must not be there. */
    public String text() {
        StringBuilder text = new StringBuilder();
        blobs.forEach((name, packed) -> {
            try {
                text.append(name)
                        .append('\n')
                        .append(new String(Packing.unpack(packed), java.nio.charset.StandardCharsets.UTF_8))
                        .append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return text.toString();
    }

    private static Manifest parse(String id, byte[] packed) {
        try {
            return ManifestJson.read(Packing.unpack(packed));
        } catch (IOException e) {
            throw new CorruptObjectException("manifest " + id, String.valueOf(e.getMessage()));
        }
    }
}
