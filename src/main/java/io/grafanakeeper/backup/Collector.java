package io.grafanakeeper.backup;

import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.grafana.GrafanaException;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.Pending;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what the threads of one backup saved and could not save. Thread-safe. */
final class Collector {
    private final List<Item> items = new ArrayList<>();
    private final List<Failed> failures = new ArrayList<>();
    private final Set<String> borrowed = new HashSet<>();
    private long newObjects;
    private long newBytes;

    /**
     * Pairs a failure with what is needed to judge it at the end.
     *
     * @param cause the failure itself
     */
    record Failed(ItemFailure failure, RuntimeException cause) {
        boolean is(ItemKind kind) {
            return failure.kind() == kind;
        }

        /** Tells whether Grafana said that there is no such thing. */
        boolean gone() {
            return cause instanceof GrafanaException.NotFound;
        }

        boolean outage() {
            return cause instanceof GrafanaException grafana && grafana.outage();
        }
    }

    synchronized void saved(Draft draft, Content content, boolean isNew) {
        items.add(draft.stored(content));
        if (isNew) {
            newObjects++;
            newBytes += content.bytes().length;
        }
    }

    /** Notes an object that the store had, though no manifest that we know names it. */
    synchronized void borrowed(String sha256) {
        borrowed.add(sha256);
    }

    synchronized Set<String> borrowed() {
        return Set.copyOf(borrowed);
    }

    synchronized void failed(Pending item, RuntimeException cause) {
        String reason = String.valueOf(cause.getMessage());
        failures.add(new Failed(new ItemFailure(item.kind(), item.uid(), item.title(), reason), cause));
    }

    synchronized long dealtWith() {
        return items.size() + (long) failures.size();
    }

    synchronized List<Item> items() {
        return List.copyOf(items);
    }

    synchronized List<Failed> failures() {
        return List.copyOf(failures);
    }

    synchronized long newObjects() {
        return newObjects;
    }

    synchronized long newBytes() {
        return newBytes;
    }
}
