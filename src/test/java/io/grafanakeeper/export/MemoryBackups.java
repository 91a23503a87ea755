package io.grafanakeeper.export;

import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Layout;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Keeps backups in memory; objects can be lost and damaged. */
final class MemoryBackups extends InMemoryBackupStore {
    private final Set<String> damaged = new HashSet<>();

    @Override
    public Optional<byte[]> readObject(String target, String sha256) {
        if (damaged.contains(sha256)) {
            throw new CorruptObjectException(sha256, "it is damaged on purpose");
        }
        return super.readObject(target, sha256);
    }

    void damage(String sha256) {
        damaged.add(sha256);
    }

    int objects() {
        return blobs().size() - manifests();
    }

    int manifests() {
        return (int) blobs().keySet().stream()
                .filter(name -> !Layout.manifestId(name.substring(0, name.indexOf('/')), name)
                        .isEmpty())
                .count();
    }
}
