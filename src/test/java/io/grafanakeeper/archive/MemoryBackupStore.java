package io.grafanakeeper.archive;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps backups in memory, the objects byte for byte as they would be stored, and can damage them. Thread-safe. */
public final class MemoryBackupStore implements BackupStore {
    private final NavigableMap<String, Blob> objects = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, Manifest> manifests = new ConcurrentSkipListMap<>();
    private final Set<String> immutable = new HashSet<>();
    private volatile Instant now;
    private final AtomicInteger writes = new AtomicInteger();

    private record Blob(byte[] bytes, Instant modified, String mark) {}

    /** Creates an empty store whose clock stands still. */
    public MemoryBackupStore(Instant now) {
        this.now = now;
    }

    /** Sets the time that coming writes bear. */
    public void at(Instant time) {
        now = time;
    }

    /** Flips one byte of an object. */
    public void flipByte(String target, String sha256) {
        objects.computeIfPresent(Layout.object(target, sha256), (name, blob) -> {
            byte[] bytes = blob.bytes().clone();
            bytes[bytes.length / 2] ^= 1;
            return new Blob(bytes, blob.modified(), blob.mark());
        });
    }

    /** Removes an object behind everybody's back. */
    public void lose(String target, String sha256) {
        objects.remove(Layout.object(target, sha256));
    }

    /** Lays an immutability policy on what is stored now. */
    public void freeze() {
        immutable.addAll(objects.keySet());
        immutable.addAll(manifests.keySet());
    }

    @Override
    public boolean putObject(String target, Content content) {
        Blob blob = new Blob(Packing.pack(content.bytes()), now, Integer.toString(writes.incrementAndGet()));
        return objects.putIfAbsent(Layout.object(target, content.sha256()), blob) == null;
    }

    @Override
    public Optional<byte[]> readObject(String target, String sha256) {
        return Optional.ofNullable(objects.get(Layout.object(target, sha256)))
                .map(blob -> Packing.unpackObject(sha256, blob.bytes()));
    }

    @Override
    public boolean putManifest(Manifest manifest) {
        return manifests.putIfAbsent(Layout.manifest(manifest.target(), manifest.id()), manifest) == null;
    }

    @Override
    public Optional<Manifest> readManifest(String target, String id) {
        return Optional.ofNullable(manifests.get(Layout.manifest(target, id)));
    }

    @Override
    public List<BackupSummary> list(String target, @Nullable String before, int limit) {
        return under(Layout.manifests(target), manifests).descendingMap().values().stream()
                .filter(manifest -> before == null || manifest.id().compareTo(before) < 0)
                .limit(limit)
                .map(Manifest::summary)
                .toList();
    }

    @Override
    public boolean hasManifest(String target, String id) {
        return manifests.containsKey(Layout.manifest(target, id));
    }

    @Override
    public Set<String> missing(String target, Set<String> hashes) {
        Set<String> missing = new HashSet<>(hashes);
        missing.removeIf(hash -> objects.containsKey(Layout.object(target, hash)));
        return missing;
    }

    @Override
    public void listObjects(String target, Consumer<StoredObject> each) {
        under(Layout.objects(target), objects)
                .forEach((name, blob) -> each.accept(new StoredObject(
                        Layout.objectHash(target, name), blob.bytes().length, blob.modified(), blob.mark())));
    }

    @Override
    public synchronized Removal removeObject(String target, StoredObject object) {
        Blob blob = objects.get(Layout.object(target, object.sha256()));
        if (blob == null || !blob.mark().equals(object.mark())) {
            return Removal.CHANGED;
        }
        return remove(Layout.object(target, object.sha256()), objects);
    }

    @Override
    public synchronized Removal removeManifest(String target, String id) {
        return remove(Layout.manifest(target, id), manifests);
    }

    private Removal remove(String name, Map<String, ?> from) {
        if (immutable.contains(name)) {
            return Removal.KEPT_BY_POLICY;
        }
        return from.remove(name) == null ? Removal.CHANGED : Removal.REMOVED;
    }

    private static <T> NavigableMap<String, T> under(String prefix, NavigableMap<String, T> all) {
        return all.subMap(prefix, true, prefix + Character.MAX_VALUE, true);
    }
}
