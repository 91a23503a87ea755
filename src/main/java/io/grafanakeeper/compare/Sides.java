package io.grafanakeeper.compare;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.Listing;
import io.grafanakeeper.inventory.Pending;
import io.grafanakeeper.inventory.Place;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.settings.BackupSettings;
import io.grafanakeeper.settings.Include;
import io.grafanakeeper.settings.Target;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the sides of a comparison, without reading any content yet. */
final class Sides {
    static final String LIVE = "live";
    private static final String EVERYTHING = "all";

    private final BackupStore store;

    Sides(BackupStore store) {
        this.store = store;
    }

    /** Returns the side that a backup holds. */
    Side of(Manifest manifest) {
        Map<Key, Held> items = new HashMap<>();
        for (Item item : manifest.items()) {
            Held.Version version =
                    new Held.Version(item.sha256(), item.bytes(), () -> read(manifest.target(), item.sha256()));
            Place place = new Place(item.folderUid(), item.folderPath());
            Held held = new Held(item.kind(), item.uid(), item.title(), place, () -> version);
            items.put(held.key(), held);
        }
        Map<Key, ItemFailure> failures = new HashMap<>();
        manifest.failures().forEach(failure -> failures.put(new Key(failure.kind(), failure.uid()), failure));
        Set<ItemKind> kinds =
                manifest.scope().equals(EVERYTHING) ? EnumSet.allOf(ItemKind.class) : EnumSet.noneOf(ItemKind.class);
        return new Side(manifest.id(), kinds, items, failures, null);
    }

    /**
     * Returns the side that a Grafana holds now, as far as backups of it would take it; to be closed.
     *
     * @param only list only this kind, or null for all
     */
    Side live(Target target, Connection connection, @Nullable ItemKind only) {
        BackupSettings settings = target.backup();
        Set<Include> include = only == null ? settings.include() : included(settings, only);
        BackupSettings narrowed = new BackupSettings(include, settings.folders(), settings.retention());
        Map<Key, Held> items = new HashMap<>();
        Listing listing = connection.source(narrowed).list();
        for (Pending item : listing.items()) {
            Held held = new Held(item.kind(), item.uid(), item.title(), item.place(), () -> read(item));
            items.put(held.key(), held);
        }
        EnumSet<ItemKind> kinds = EnumSet.allOf(ItemKind.class);
        kinds.removeIf(kind -> !include.contains(include(kind)));
        return new Side(LIVE, kinds, items, Map.of(), listing);
    }

    private static Set<Include> included(BackupSettings settings, ItemKind kind) {
        if (!settings.include().contains(include(kind))) {
            throw ProblemException.badRequest(
                    "kind",
                    "the target's backup.include leaves this kind out",
                    settings.include().stream().map(Include::yamlName).toList());
        }
        return EnumSet.of(include(kind));
    }

    private static Include include(ItemKind kind) {
        return switch (kind) {
            case DASHBOARD -> Include.DASHBOARDS;
            case FOLDER -> Include.FOLDERS;
            case DATA_SOURCE -> Include.DATASOURCES;
            case LIBRARY_PANEL -> Include.LIBRARY_PANELS;
            case ALERT_RULE, CONTACT_POINT, NOTIFICATION_POLICY, MUTE_TIMING, TEMPLATE -> Include.ALERTING;
        };
    }

    private byte[] read(String target, String sha256) {
        return store.readObject(target, sha256)
                .orElseThrow(() -> new CorruptObjectException(sha256, "it is missing from the store"));
    }

    /** Reads an item and drops its tree: bytes take a tenth of the memory. */
    private static Held.Version read(Pending item) {
        Content content = Content.of(item.read().get().content());
        return new Held.Version(content.sha256(), content.bytes().length, content::bytes);
    }
}
