package io.grafanakeeper.retention;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupSummary;
import io.grafanakeeper.archive.Removal;
import io.grafanakeeper.archive.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a retention run removes, or would remove, and what a policy on the storage makes it leave. */
final class RetentionReport {
    private final String target;
    private final boolean applied;
    private final List<BackupSummary> removed = new ArrayList<>();
    private int keptBackups;
    private int backupsKeptByPolicy;
    private long removedObjects;
    private long removedBytes;
    private long objectsKeptByPolicy;
    private @Nullable String unfinished;
    private Duration took = Duration.ZERO;

    RetentionReport(String target, boolean applied) {
        this.target = target;
        this.applied = applied;
    }

    void kept(int backups) {
        keptBackups = backups;
    }

    void backup(BackupSummary backup, Removal removal) {
        if (removal == Removal.KEPT_BY_POLICY) {
            backupsKeptByPolicy++;
        } else {
            removed.add(backup);
        }
    }

    void object(StoredObject object, Removal removal) {
        switch (removal) {
            case REMOVED -> {
                removedObjects++;
                removedBytes += object.bytes();
            }
            case KEPT_BY_POLICY -> objectsKeptByPolicy++;
            case CHANGED -> {
                // Somebody else removed it, or stored it anew: neither is our doing.
            }
        }
    }

    void unfinished(String reason) {
        unfinished = reason;
    }

    void took(Duration time) {
        took = time;
    }

    /** Returns the counts as JSON; {@code unfinished} says why the run ended early, null if it did not. */
    ObjectNode counts() {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("target", target).put("applied", applied);
        json.putObject("backups")
                .put("kept", keptBackups)
                .put("removed", removed.size())
                .put("keptByPolicy", backupsKeptByPolicy);
        json.putObject("objects")
                .put("removed", removedObjects)
                .put("bytes", removedBytes)
                .put("keptByPolicy", objectsKeptByPolicy);
        return json.put("unfinished", unfinished).put("seconds", took.toMillis() / 1000.0);
    }

    /** Returns the counts and names each backup that is, or would be, removed. */
    ObjectNode json() {
        ObjectNode json = counts();
        ArrayNode list = json.putArray("removedBackups");
        for (BackupSummary backup : removed) {
            list.addObject()
                    .put("id", backup.id())
                    .put("state", backup.state().text())
                    .put("scope", backup.scope())
                    .put("items", backup.totals().items());
        }
        return json;
    }
}
