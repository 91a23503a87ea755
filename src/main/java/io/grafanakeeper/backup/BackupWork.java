package io.grafanakeeper.backup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.ManifestJson;
import io.grafanakeeper.grafana.Meter;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.itembackup.ItemBackup;
import io.grafanakeeper.runs.BackupMessage;
import io.grafanakeeper.runs.BackupScope;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.Failure;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.Outcome;
import io.grafanakeeper.runs.Progress;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.SupersededException;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Logger;

/** Queues backups and works on what the queue delivers, any message any number of times. */
public final class BackupWork {
    private final Targets targets;
    private final Function<Target, Connection> connections;
    private final JobRunner runner;
    private final BackupJob job;
    private final ItemJob itemJob;
    private final ItemBackup items;
    private final Function<Target, ObjectNode> retention;
    private final BackupNotice notice;

    /**
     * Creates the work over the targets, their connections and the stores.
     *
     * @param retention runs after every backup of a target and says what it did
     * @param notice tells people what changed
     */
    public BackupWork(
            Targets targets,
            Function<Target, Connection> connections,
            JobRunner runner,
            BackupStore store,
            Locks locks,
            Function<Target, ObjectNode> retention,
            BackupNotice notice,
            Clock clock) {
        this.targets = targets;
        this.connections = connections;
        this.runner = runner;
        this.job = new BackupJob(store, locks, clock);
        this.itemJob = new ItemJob(store, locks, clock);
        this.items = new ItemBackup(store, locks, clock);
        this.retention = retention;
        this.notice = notice;
    }

    /** Returns a message for every target; the worker makes the record of a run that has none. */
    List<String> queueAll() {
        List<String> messages = new ArrayList<>();
        for (Target target : targets.all()) {
            messages.add(BackupMessage.ofEverything(runner.next(BackupMessage.JOB, target.name()))
                    .write());
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
        BackupMessage read = BackupMessage.read(message);
        runner.run(read.run(), log, (run, progress) -> {
            Target target = targets.configured(run.target());
            try {
                return backUp(target, run, read.scope(), progress);
            } catch (SupersededException e) {
                throw e;
            } catch (RuntimeException e) {
                if (JobRunner.isFinal(run, e)) {
                    told(notice.failed(target, run, Explanation.of(e).text()), run, log);
                }
                throw e;
            }
        });
    }

    /** Tells of a run that the queue gave up. */
    public void givenUp(Run run, Logger log) {
        told(notice.failed(targets.configured(run.target()), run, String.valueOf(run.error())), run, log);
    }

    private static void told(Optional<String> how, Run run, Logger log) {
        how.ifPresent(words -> log.info(() -> "run " + run.id() + " failed; notified: " + words));
    }

    private Outcome backUp(Target target, Run run, BackupScope scope, Predicate<Progress> progress) {
        Meter meter = new Meter();
        Connection connection = connections.apply(target);
        Manifest manifest = scope.isEverything()
                ? job.backUp(target, connection, meter, run, progress)
                : itemJob.backUp(target, connection, meter, run, scope);
        ObjectNode result = result(manifest).put("throttled", meter.throttledRequests());
        BackupMessage.put(result, scope);
        notice.made(target, run, manifest, items).ifPresent(told -> result.put("notified", told));
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
