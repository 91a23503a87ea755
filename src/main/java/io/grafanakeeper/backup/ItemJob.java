package io.grafanakeeper.backup;

import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.grafana.Meter;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.ItemReader;
import io.grafanakeeper.itembackup.ItemBackup;
import io.grafanakeeper.runs.BackupScope;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.ManifestWriter;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one backup of single dashboards, in these steps:
 *
 * <ol>
 *   <li>look whether an earlier delivery of the same message has made it already;
 *   <li>read each dashboard; one that is gone leaves the backup, one that cannot be read is a failure;
 *   <li>write a manifest that has them and everything else of the newest whole backup.
 * </ol>
 */
final class ItemJob {
    private final ItemBackup backups;
    private final ManifestWriter manifests;

    ItemJob(BackupStore store, Locks locks, Clock clock) {
        this.backups = new ItemBackup(store, locks, clock);
        this.manifests = new ManifestWriter(store, locks);
    }

    /**
     * Makes the backup of a run, or finds the one made before.
     *
     * @param meter counts what it asks of Grafana
     * @throws GrafanaException if Grafana is away, or knows the credential no more
     * @throws io.grafanakeeper.runs.ServiceException if the dashboards of Azure Monitor cannot be listed
     */
    Manifest backUp(Target target, Connection connection, Meter meter, Run run, BackupScope scope) {
        Optional<Manifest> made = manifests.madeBy(run);
        if (made.isPresent()) {
            return made.get();
        }
        Optional<Manifest> base = backups.newestWhole(target.name());
        Connection counted = connection.countedBy(meter);
        ItemBackup.Found found = read(target, counted.reader(), scope, base);
        String version = counted.version();
        return backups.make(target, base, found, run, version, meter.requests());
    }

    private static ItemBackup.Found read(Target target, ItemReader reader, BackupScope scope, Optional<Manifest> base) {
        ItemBackup.Found found = new ItemBackup.Found(new ArrayList<>(), new HashSet<>(), new ArrayList<>());
        @Nullable GrafanaException outage = null;
        for (String asked : scope.dashboards()) {
            // Two events may spell one dashboard of Azure differently.
            if (found.tellsOf(asked)) {
                continue;
            }
            Optional<Item> known = known(target, base, asked);
            String uid = known.map(Item::uid).orElse(asked);
            boolean deleted = scope.deleted().stream().anyMatch(one -> ItemBackup.Found.same(one, asked));
            try {
                Optional<Draft> draft = reader.find(uid);
                draft.ifPresent(found.drafts()::add);
                if (draft.isEmpty() && known.isEmpty() && !deleted) {
                    found.failures().add(failure(uid, known, "Grafana has no dashboard of this uid"));
                } else if (draft.isEmpty()) {
                    found.gone().add(uid);
                }
            } catch (GrafanaException.Unauthorized e) {
                throw e;
            } catch (GrafanaException e) {
                // Azure need not tell a deleted dashboard from one that nobody may read, and may list it a while
                // longer.
                if (deleted && (e instanceof GrafanaException.Forbidden || e instanceof GrafanaException.NotFound)) {
                    found.gone().add(uid);
                    continue;
                }
                found.failures().add(failure(uid, known, String.valueOf(e.getMessage())));
                outage = e.outage() ? e : outage;
            }
        }
        if (outage != null && found.drafts().isEmpty() && found.gone().isEmpty()) {
            throw outage;
        }
        return found;
    }

    /** Finds a dashboard in the backup that the new one stands on. Azure spells ids of resources in more than one case. */
    private static Optional<Item> known(Target target, Optional<Manifest> base, String uid) {
        return base.flatMap(whole -> whole.items().stream()
                .filter(item -> item.kind() == ItemKind.DASHBOARD)
                .filter(item -> target.kind() == Kind.MONITOR
                        ? item.uid().equalsIgnoreCase(uid)
                        : item.uid().equals(uid))
                .findFirst());
    }

    private static ItemFailure failure(String uid, Optional<Item> known, String reason) {
        return new ItemFailure(ItemKind.DASHBOARD, uid, known.map(Item::title).orElse(""), reason);
    }
}
