package io.grafanakeeper.backup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Totals;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.runs.JobRunner;
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
    private final Function<Target, GrafanaClient> clients;
    private final JobRunner runner;
    private final BackupJob job;

    /** Creates the work over the targets, their clients and the stores. */
    public BackupWork(
            Targets targets,
            Function<Target, GrafanaClient> clients,
            JobRunner runner,
            BackupStore store,
            Clock clock) {
        this.targets = targets;
        this.clients = clients;
        this.runner = runner;
        this.job = new BackupJob(store, clock);
    }

    /** Records a new run for every target and returns their messages. */
    List<String> queueAll() {
        List<String> messages = new ArrayList<>();
        for (Target target : targets.all()) {
            messages.add(BackupMessage.write(queue(target)));
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
        Manifest manifest = job.backUp(target, clients.apply(target), run, progress);
        return new Outcome(
                result(manifest),
                manifest.failures(),
                manifest.totals().items() + manifest.failures().size());
    }

    private static ObjectNode result(Manifest manifest) {
        Totals totals = manifest.totals();
        return JsonNodeFactory.instance
                .objectNode()
                .put("backup", manifest.id())
                .put("state", manifest.state().text())
                .put("items", totals.items())
                .put("bytes", totals.bytes())
                .put("newObjects", totals.newObjects())
                .put("newBytes", totals.newBytes())
                .put("requests", totals.requests())
                .put("seconds", totals.seconds());
    }
}
