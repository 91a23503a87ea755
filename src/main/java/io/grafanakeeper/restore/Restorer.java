package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.CorruptObjectException;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.concurrent.Parallel;
import io.grafanakeeper.grafana.DashboardsApi.FolderRef;
import io.grafanakeeper.grafana.Folder;
import io.grafanakeeper.grafana.FoldersApi;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.FolderListing;
import io.grafanakeeper.inventory.Redaction;
import io.grafanakeeper.inventory.SameContent;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.ServiceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what a plan says: folders one after the other, parents first, then everything else a few at a time, kind by kind.
 *
 * <p>Each item is read back after it was written; what Grafana then gives must be what the backup holds, or the item failed. A
 * restore that is killed is planned again by the next delivery of its message, which finds what is done already.
 */
final class Restorer {
    /** A Grafana on SQLite locks its database under more writers than these. */
    private static final int MOST_WRITERS = 4;

    private final BackupStore store;
    private final Connection connection;
    private final FoldersApi folders;
    private final ItemWriter writer;
    private final Plan plan;
    private final SecretRules secrets;
    private final Map<String, Long> folderIds = new ConcurrentHashMap<>();
    private final Map<String, Step> plannedFolders = new HashMap<>();
    private final List<ItemFailure> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong done = new AtomicLong();
    private final AtomicInteger outagesInARow = new AtomicInteger();
    private final int writers;

    Restorer(BackupStore store, Connection connection, ItemWriter writer, Plan plan, RestoreRequest request) {
        this.store = store;
        this.connection = connection;
        this.folders = new FoldersApi(connection.grafana());
        this.writer = writer;
        this.plan = plan;
        this.secrets =
                new SecretRules(request, new Contents(store, plan.manifest().target()));
        this.writers = Math.min(MOST_WRITERS, connection.grafana().concurrency());
    }

    /**
     * Restores everything that the plan creates or updates.
     *
     * @param progress told how many items are dealt with
     * @return what failed, each with its reason
     */
    List<ItemFailure> restore(LongConsumer progress) {
        if (connection.monitor() == null) {
            for (Folder folder : new FolderListing(connection.grafana()).all()) {
                folderIds.put(folder.uid(), folder.id());
            }
        }
        plan.steps().stream()
                .filter(step -> step.item().kind() == ItemKind.FOLDER)
                .forEach(step -> plannedFolders.putIfAbsent(step.uid(), step));
        for (Step step : ofKind(ItemKind.FOLDER)) {
            attempt(step, () -> folder(step), progress);
        }
        for (ItemKind kind : Planner.ORDER) {
            if (kind != ItemKind.FOLDER) {
                restore(kind, progress);
            }
        }
        return List.copyOf(failures);
    }

    private void restore(ItemKind kind, LongConsumer progress) {
        List<Step> steps = ofKind(kind);
        List<Boolean> written = Parallel.map(steps, writers, step -> attempt(step, () -> item(step), progress));
        if (written.contains(true) && ItemWriter.isAlerting(kind)) {
            Map<String, Draft> listed = writer.alerting(kind);
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                if (written.get(i)) {
                    attempt(
                            step,
                            () -> requireSame(
                                    step, content(step), listed.get(step.item().uid())));
                }
            }
        }
    }

    private List<Step> ofKind(ItemKind kind) {
        return plan.steps().stream()
                .filter(step -> step.action().writes() && step.item().kind() == kind)
                .toList();
    }

    private boolean attempt(Step step, Runnable work, LongConsumer progress) {
        try {
            return attempt(step, work);
        } finally {
            progress.accept(done.incrementAndGet());
        }
    }

    /** Does one step, or a part of it, and notes its failure; what would fail every step ends the run. */
    private boolean attempt(Step step, Runnable work) {
        try {
            work.run();
            outagesInARow.set(0);
            return true;
        } catch (GrafanaException.Unauthorized | ServiceException e) {
            throw e;
        } catch (GrafanaException e) {
            // A server that is away fails every item, each after all patience: the queue's next delivery is the better
            // try.
            if (e.outage() && outagesInARow.incrementAndGet() >= 2 * writers) {
                throw e;
            }
            return failed(step, e);
        } catch (CorruptObjectException | NotRestoredException e) {
            return failed(step, e);
        }
    }

    private boolean failed(Step step, RuntimeException e) {
        Item item = step.item();
        failures.add(new ItemFailure(item.kind(), item.uid(), item.title(), String.valueOf(e.getMessage())));
        return false;
    }

    private void folder(Step step) {
        if (step.action() == Action.CREATE) {
            create(step);
        } else {
            folders.rename(step.uid(), step.item().title());
            if (!found(step).parentUid().equals(step.folderUid())) {
                folders.move(step.uid(), step.folderUid());
            }
        }
        Folder now = found(step);
        boolean there = now.parentUid().equals(step.folderUid())
                && now.title().equals(step.item().title().strip());
        if (!there) {
            throw new NotRestoredException("Grafana took the folder and gives another title or place back");
        }
    }

    private Folder found(Step step) {
        return folders.find(step.uid()).orElseThrow(() -> new NotRestoredException("the folder is gone"));
    }

    private void create(Step step) {
        try {
            folderIds.put(step.uid(), folders.create(step.uid(), step.item().title(), step.folderUid()));
        } catch (GrafanaException.Conflict | GrafanaException.Rejected e) {
            // Made by an earlier try whose answer was lost, or by somebody else: what counts is that it is there.
            folderIds.put(
                    step.uid(), folders.find(step.uid()).orElseThrow(() -> e).id());
        }
    }

    private void item(Step step) {
        ObjectNode content = content(step);
        write(step, content);
        if (!ItemWriter.isAlerting(step.item().kind())) {
            requireSame(step, content, writer.readBack(step, content, folder(step.folderUid())));
        }
    }

    private void requireSame(Step step, ObjectNode content, @Nullable Draft readBack) {
        if (readBack == null || !SameContent.same(content, withoutSecrets(step, readBack.content()))) {
            throw new NotRestoredException("Grafana took it and gives something else back");
        }
        if (!readBack.place().folderUid().equals(step.folderUid())) {
            throw new NotRestoredException("Grafana put it into another folder");
        }
    }

    /** A secret that was given is none to a Grafana that shows it, and no difference. */
    private JsonNode withoutSecrets(Step step, JsonNode readBack) {
        return ItemWriter.isAlerting(step.item().kind())
                ? Redaction.without(readBack, secrets(step).keySet())
                : readBack;
    }

    private Map<String, String> secrets(Step step) {
        return secrets.given(step.item());
    }

    private void write(Step step, ObjectNode content) {
        Map<String, String> given = secrets(step);
        String folder = step.folderUid();
        if (!folder.isEmpty() && !folderIds.containsKey(folder) && !remade(folder)) {
            // Grafana 7 would put it into the root without a word.
            throw new NotRestoredException("its folder " + folder + " is not there");
        }
        try {
            writer.write(step, content, folder(folder), given);
        } catch (GrafanaException.NotFound | GrafanaException.Rejected e) {
            if (remade(folder)) {
                writer.write(step, content, folder(folder), given);
            } else if (!isThere(step, content)) {
                throw e;
            }
        } catch (GrafanaException.Conflict e) {
            if (!isThere(step, content)) {
                throw e;
            }
        }
    }

    /** Tells whether an earlier try, whose answer was lost, has written the item already. */
    private boolean isThere(Step step, ObjectNode content) {
        try {
            requireSame(step, content, writer.readBack(step, content, folder(step.folderUid())));
            return true;
        } catch (GrafanaException.NotFound | NotRestoredException e) {
            return false;
        }
    }

    private @Nullable FolderRef folder(String uid) {
        return uid.isEmpty() ? null : new FolderRef(uid, folderIds.getOrDefault(uid, 0L));
    }

    /** Makes a folder again, and those above it, that somebody deleted since it was planned or made. */
    private synchronized boolean remade(String uid) {
        Step planned = plannedFolders.get(uid);
        if (planned == null || folders.find(uid).isPresent()) {
            return false;
        }
        remade(planned.folderUid());
        create(planned);
        return true;
    }

    private ObjectNode content(Step step) {
        Item item = step.item();
        byte[] bytes = store.readObject(plan.manifest().target(), item.sha256())
                .orElseThrow(() -> new CorruptObjectException(item.sha256(), "it is missing from the store"));
        try {
            if (plan.sources().rewrite(LosslessJson.read(bytes)) instanceof ObjectNode content) {
                return Placement.in(step.folderUid(), step.uid(), item.kind(), content);
            }
        } catch (IOException e) {
            throw new CorruptObjectException(item.sha256(), "it is not JSON");
        }
        throw new CorruptObjectException(item.sha256(), "it is not a JSON object");
    }
}
