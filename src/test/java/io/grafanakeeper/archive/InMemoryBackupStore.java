package io.grafanakeeper.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps backups in memory, packed as the real store packs them; a test may look at the blobs and damage them. */
public class InMemoryBackupStore implements BackupStore {
    private final NavigableMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();
    private final Map<String, BackupSummary> summaries = new ConcurrentHashMap<>();
    private final Map<String, Instant> written = new ConcurrentHashMap<>();
    private final Set<String> immutable = ConcurrentHashMap.newKeySet();
    private volatile Instant now;

    /** Creates an empty store whose blobs are as old as time. */
    public InMemoryBackupStore() {
        this(Instant.EPOCH);
    }

    /** Creates an empty store whose clock stands still. */
    public InMemoryBackupStore(Instant now) {
        this.now = now;
    }

    /** Sets the time that coming writes bear. */
    public final void at(Instant time) {
        now = time;
    }

    /** Flips one byte of an object. */
    public final void flipByte(String target, String sha256) {
        flip(Layout.object(target, sha256));
    }

    /** Flips one byte of a manifest. */
    public final void flipManifest(String target, String id) {
        flip(Layout.manifest(target, id));
    }

    /** Removes an object behind everybody's back. */
    public final void lose(String target, String sha256) {
        blobs.remove(Layout.object(target, sha256));
    }

    /** Lays an immutability policy on what is stored now. */
    public final void freeze() {
        immutable.addAll(blobs.keySet());
    }

    @Override
    public boolean putObject(String target, Content content) {
        byte[] before = put(Layout.object(target, content.sha256()), Packing.pack(content.bytes()));
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
        String name = Layout.manifest(manifest.target(), manifest.id());
        byte[] before = put(name, packed);
        summaries.putIfAbsent(name, manifest.summary());
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
                // Like the metadata of a blob, it can be read although the manifest is damaged.
                Optional.ofNullable(summaries.get(name)).ifPresent(newest::add);
            }
        }
        return newest;
    }

    @Override
    public boolean hasManifest(String target, String id) {
        return blobs.containsKey(Layout.manifest(target, id));
    }

    @Override
    public Set<String> missing(String target, Set<String> hashes) {
        Set<String> missing = new HashSet<>(hashes);
        missing.removeIf(hash -> blobs.containsKey(Layout.object(target, hash)));
        return missing;
    }

    @Override
    public void listObjects(String target, Consumer<StoredObject> each) {
        String prefix = Layout.objects(target);
        blobs.subMap(prefix, prefix + Character.MAX_VALUE)
                .forEach((name, bytes) -> each.accept(new StoredObject(
                        Layout.objectHash(target, name),
                        bytes.length,
                        written.getOrDefault(name, Instant.EPOCH),
                        mark(bytes))));
    }

    @Override
    public synchronized Removal removeObject(String target, StoredObject object) {
        String name = Layout.object(target, object.sha256());
        byte[] bytes = blobs.get(name);
        return bytes == null || !mark(bytes).equals(object.mark()) ? Removal.CHANGED : remove(name);
    }

    @Override
    public synchronized Removal removeManifest(String target, String id) {
        return remove(Layout.manifest(target, id));
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
                        .append(new String(Packing.unpack(packed), StandardCharsets.UTF_8))
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

    private byte @Nullable [] put(String name, byte[] bytes) {
        byte[] before = blobs.putIfAbsent(name, bytes);
        if (before == null) {
            written.put(name, now);
        }
        return before;
    }

    private void flip(String blob) {
        blobs.computeIfPresent(blob, (name, stored) -> {
            byte[] bytes = stored.clone();
            bytes[bytes.length / 2] ^= 1;
            return bytes;
        });
    }

    private Removal remove(String name) {
        if (immutable.contains(name)) {
            return Removal.KEPT_BY_POLICY;
        }
        return blobs.remove(name) == null ? Removal.CHANGED : Removal.REMOVED;
    }

    private static String mark(byte[] bytes) {
        return Integer.toString(System.identityHashCode(bytes));
    }
}
