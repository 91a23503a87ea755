package io.grafanakeeper.backup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.ManifestJson;
import io.grafanakeeper.grafana.Meter;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.Failure;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.Outcome;
import io.grafanakeeper.runs.Progress;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Logger;

/** Queues backups and works on what the queue delivers, any message any number of times. */
public final class BackupWork {
    private final Targets targets;
    private final Function<Target, Connection> connections;
    private final JobRunner runner;
    private final BackupJob job;
    private final Function<Target, ObjectNode> retention;

    /**
     * Creates the work over the targets, their connections and the stores.
     *
     * @param retention runs after every backup of a target and says what it did
     */
    public BackupWork(
            Targets targets,
            Function<Target, Connection> connections,
            JobRunner runner,
            BackupStore store,
            Locks locks,
            Function<Target, ObjectNode> retention,
            Clock clock) {
        this.targets = targets;
        this.connections = connections;
        this.runner = runner;
        this.job = new BackupJob(store, locks, clock);
        this.retention = retention;
    }

    /** Returns a message for every target; the worker makes the record of a run that has none. */
    List<String> queueAll() {
        List<String> messages = new ArrayList<>();
        for (Target target : targets.all()) {
            messages.add(BackupMessage.write(runner.next(BackupMessage.JOB, target.name())));
        }
        return messages;
    }

    /** Records a new run for a target. */
    Run queue(Target target) {
        return runner.queue(BackupMessage.JOB, target.name());
    }

    /**
     * Works on one message.
     *
     * @throws RuntimeException if the work may succeed when the queue delivers the message again
     */
    void work(String message, Logger log) {
        runner.run(BackupMessage.read(message), log, this::backUp);
    }

    private Outcome backUp(Run run, Predicate<Progress> progress) {
        Target target = targets.configured(run.target());
        Meter meter = new Meter();
        Manifest manifest = job.backUp(target, connections.apply(target), meter, run, progress);
        ObjectNode result = result(manifest).put("throttled", meter.throttledRequests());
        result.set("retention", retain(target));
        return new Outcome(
                result,
                manifest.failures().stream().map(Failure::of).toList(),
                manifest.totals().items() + manifest.failures().size());
    }

    /** Lets retention run; the backup exists, so a failure of it is only noted. */
    private ObjectNode retain(Target target) {
        try {
            return retention.apply(target);
        } catch (RuntimeException e) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("error", Explanation.of(e).text());
        }
    }

    private static ObjectNode result(Manifest manifest) {
        return ManifestJson.put(
                manifest.totals(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("backup", manifest.id())
                        .put("state", manifest.state().text()));
    }
}
