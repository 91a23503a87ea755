package io.grafanakeeper.restore;

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
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.FolderListing;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.ServiceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final GrafanaClient grafana;
    private final FoldersApi folders;
    private final ItemWriter writer;
    private final Plan plan;
    private final RestoreRequest request;
    private final Map<String, Long> folderIds = new ConcurrentHashMap<>();
    private final Map<String, Step> plannedFolders = new HashMap<>();
    private final List<ItemFailure> failures = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong done = new AtomicLong();

    Restorer(BackupStore store, GrafanaClient grafana, ItemWriter writer, Plan plan, RestoreRequest request) {
        this.store = store;
        this.grafana = grafana;
        this.folders = new FoldersApi(grafana);
        this.writer = writer;
        this.plan = plan;
        this.request = request;
    }

    /**
     * Restores everything that the plan creates or updates.
     *
     * @param progress told how many items are dealt with
     * @return what failed, each with its reason
     */
    List<ItemFailure> restore(LongConsumer progress) {
        for (Folder folder : new FolderListing(grafana).all()) {
            folderIds.put(folder.uid(), folder.id());
        }
        for (Step step : ofKind(ItemKind.FOLDER)) {
            plannedFolders.put(step.uid(), step);
            attempt(step, () -> folder(step), progress);
        }
        int writers = Math.min(MOST_WRITERS, grafana.concurrency());
        for (ItemKind kind : Planner.ORDER) {
            List<Step> steps = kind == ItemKind.FOLDER ? List.of() : ofKind(kind);
            Parallel.map(steps, writers, step -> attempt(step, () -> item(step), progress));
        }
        return List.copyOf(failures);
    }

    private List<Step> ofKind(ItemKind kind) {
        return plan.steps().stream()
                .filter(step -> step.action().writes() && step.item().kind() == kind)
                .toList();
    }

    /** Does one step and notes its failure; what would fail every step ends the run. */
    private boolean attempt(Step step, Runnable work, LongConsumer progress) {
        try {
            work.run();
            return true;
        } catch (GrafanaException.Unauthorized | ServiceException e) {
            throw e;
        } catch (GrafanaException | CorruptObjectException | NotAsWrittenException e) {
            Item item = step.item();
            failures.add(new ItemFailure(item.kind(), item.uid(), item.title(), String.valueOf(e.getMessage())));
            return false;
        } finally {
            progress.accept(done.incrementAndGet());
        }
    }

    private void folder(Step step) {
        if (step.action() == Action.CREATE) {
            create(step);
            return;
        }
        folders.rename(step.uid(), step.item().title());
        Folder now = new FolderListing(grafana)
                .all().stream()
                        .filter(folder -> folder.uid().equals(step.uid()))
                        .findFirst()
                        .orElseThrow(() -> new NotAsWrittenException("the folder is gone"));
        if (!now.parentUid().equals(step.folderUid())) {
            folders.move(step.uid(), step.folderUid());
        }
    }

    private void create(Step step) {
        try {
            folderIds.put(step.uid(), folders.create(step.uid(), step.item().title(), step.folderUid()));
        } catch (GrafanaException.Conflict e) {
            // Made by an earlier try whose answer was lost, or by somebody else: what counts is that it is there.
            if (!folders.exists(step.uid())) {
                throw e;
            }
        }
    }

    private void item(Step step) {
        ObjectNode content = content(step);
        write(step, content);
        Draft readBack = writer.readBack(step, content);
        if (readBack != null && !SameContent.same(content, readBack.content())) {
            throw new NotAsWrittenException("Grafana took it and gives something else back");
        }
    }

    private void write(Step step, ObjectNode content) {
        Map<String, String> secrets = request.secrets().getOrDefault(step.item().uid(), Map.of());
        try {
            writer.write(step, content, folder(step.folderUid()), secrets);
        } catch (GrafanaException.NotFound | GrafanaException.Rejected e) {
            if (!remadeFolder(step.folderUid())) {
                throw e;
            }
            writer.write(step, content, folder(step.folderUid()), secrets);
        } catch (GrafanaException.Conflict e) {
            if (!isThere(step, content)) {
                throw e;
            }
        }
    }

    /** Tells whether an earlier try, whose answer was lost, has written the item already. */
    private boolean isThere(Step step, ObjectNode content) {
        try {
            Draft there = writer.readBack(step, content);
            return there != null && SameContent.same(content, there.content());
        } catch (GrafanaException.NotFound e) {
            return false;
        }
    }

    private @Nullable FolderRef folder(String uid) {
        return uid.isEmpty() ? null : new FolderRef(uid, folderIds.getOrDefault(uid, 0L));
    }

    /** Makes a folder again that somebody deleted since it was planned or made. */
    private synchronized boolean remadeFolder(String uid) {
        Step planned = plannedFolders.get(uid);
        if (planned == null || folders.exists(uid)) {
            return false;
        }
        create(planned);
        return true;
    }

    private ObjectNode content(Step step) {
        Item item = step.item();
        byte[] bytes = store.readObject(plan.manifest().target(), item.sha256())
                .orElseThrow(() -> new CorruptObjectException(item.sha256(), "it is missing from the store"));
        try {
            if (plan.sources().rewrite(LosslessJson.read(bytes)) instanceof ObjectNode content) {
                return placed(step, content);
            }
        } catch (IOException e) {
            throw new CorruptObjectException(item.sha256(), "it is not JSON");
        }
        throw new CorruptObjectException(item.sha256(), "it is not a JSON object");
    }

    /** Names the folder inside the contents that have it there. */
    private static ObjectNode placed(Step step, ObjectNode content) {
        if (step.item().kind() == ItemKind.LIBRARY_PANEL) {
            content.put("folderUid", step.folderUid());
        } else if (step.item().kind() == ItemKind.ALERT_RULE) {
            content.put("folderUID", step.folderUid());
        }
        return content;
    }

    /** Says that an item is not what was written. */
    private static final class NotAsWrittenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAsWrittenException(String message) {
            super(message);
        }
    }
}
