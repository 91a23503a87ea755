package io.grafanakeeper.backup;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Removal;
import io.grafanakeeper.archive.StoredObject;
import io.grafanakeeper.concurrent.Interleavings.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets an actor wait for its turn before each thing it does to the store. Writing a manifest and removing an object take no turn of
 * their own: they follow at once on the look at the lock, as their bounded time ensures.
 */
record SteppingStore(BackupStore store, Turns turns) implements BackupStore {
    @Override
    public boolean putObject(String target, Content content) {
        step("puts an object");
        return store.putObject(target, content);
    }

    @Override
    public Optional<byte[]> readObject(String target, String sha256) {
        step("reads an object");
        return store.readObject(target, sha256);
    }

    @Override
    public boolean putManifest(Manifest manifest) {
        return store.putManifest(manifest);
    }

    @Override
    public Optional<Manifest> readManifest(String target, String id) {
        step("reads manifest " + id);
        return store.readManifest(target, id);
    }

    @Override
    public List<BackupSummary> list(String target, @Nullable String before, int limit) {
        step("lists manifests");
        return store.list(target, before, limit);
    }

    @Override
    public boolean hasManifest(String target, String id) {
        step("looks for manifest " + id);
        return store.hasManifest(target, id);
    }

    @Override
    public Set<String> missing(String target, Set<String> hashes) {
        step("looks for objects");
        return store.missing(target, hashes);
    }

    @Override
    public void listObjects(String target, Consumer<StoredObject> each) {
        step("lists objects");
        List<StoredObject> page = new ArrayList<>();
        store.listObjects(target, page::add);
        page.forEach(each);
    }

    @Override
    public Removal removeObject(String target, StoredObject object) {
        return store.removeObject(target, object);
    }

    @Override
    public Removal removeManifest(String target, String id) {
        step("removes manifest " + id);
        return store.removeManifest(target, id);
    }

    private void step(String name) {
        turns.step(name, () -> true);
    }
}
