package io.grafanakeeper.export;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Manifest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps backups in memory; objects can be lost and damaged. */
final class MemoryBackups implements BackupStore {
    private final Map<String, byte[]> objects = new HashMap<>();
    private final Set<String> damaged = new HashSet<>();
    private final Map<String, Manifest> manifests = new HashMap<>();

    @Override
    public synchronized boolean putObject(String target, Content content) {
        return objects.putIfAbsent(target + content.sha256(), content.bytes()) == null;
    }

    @Override
    public synchronized Optional<byte[]> readObject(String target, String sha256) {
        if (damaged.contains(sha256)) {
            throw new CorruptObjectException(sha256, "it is damaged on purpose");
        }
        return Optional.ofNullable(objects.get(target + sha256));
    }

    @Override
    public synchronized boolean putManifest(Manifest manifest) {
        return manifests.putIfAbsent(manifest.target() + manifest.id(), manifest) == null;
    }

    @Override
    public synchronized Optional<Manifest> readManifest(String target, String id) {
        return Optional.ofNullable(manifests.get(target + id));
    }

    @Override
    public synchronized List<BackupSummary> list(String target, @Nullable String before, int limit) {
        return manifests.values().stream()
                .filter(manifest -> manifest.target().equals(target))
                .map(Manifest::summary)
                .sorted(Comparator.comparing(BackupSummary::id).reversed())
                .limit(limit)
                .toList();
    }

    synchronized void lose(String target, String sha256) {
        objects.remove(target + sha256);
    }

    synchronized void damage(String sha256) {
        damaged.add(sha256);
    }

    synchronized int objects() {
        return objects.size();
    }

    synchronized int manifests() {
        return manifests.size();
    }
}
