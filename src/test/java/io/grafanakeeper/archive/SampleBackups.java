package io.grafanakeeper.archive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Makes contents and manifests for tests. */
public final class SampleBackups {
    private SampleBackups() {}

    /** Returns a dashboard's content, told apart by its title. */
    public static Content content(String title) {
        return Content.of(JsonNodeFactory.instance.objectNode().put("title", title));
    }

    /** Returns the dashboard with that content; title and uid are the same. */
    public static Item item(String title) {
        Content content = content(title);
        return new Item(
                ItemKind.DASHBOARD,
                title,
                title,
                "f",
                "Folder",
                1L,
                1L,
                null,
                null,
                content.sha256(),
                content.bytes().length);
    }

    /** Returns a manifest of dashboards, begun and finished at the time in its id. */
    public static Manifest manifest(String target, Instant time, BackupState state, String... titles) {
        List<Item> items = Stream.of(titles).map(SampleBackups::item).toList();
        List<ItemFailure> failures = state == BackupState.COMPLETE
                ? List.of()
                : List.of(new ItemFailure(ItemKind.DASHBOARD, "broken", "Broken", "500"));
        return new Manifest(
                BackupId.of(time, 0),
                target,
                "run",
                state,
                "all",
                time,
                time,
                "12.0.0",
                "self-hosted",
                List.of(),
                items,
                failures,
                new Totals(items.size(), 0, 0, 0, 0, 0));
    }

    /** Stores a backup with its objects. */
    public static Manifest store(BackupStore store, String target, Instant time, BackupState state, String... titles) {
        Stream.of(titles).forEach(title -> store.putObject(target, content(title)));
        Manifest manifest = manifest(target, time, state, titles);
        store.putManifest(manifest);
        return manifest;
    }
}
