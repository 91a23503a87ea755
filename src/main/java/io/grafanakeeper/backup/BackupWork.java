package io.grafanakeeper.backup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Totals;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.runs.Explanation;
import io.grafanakeeper.runs.Locks;
import io.grafanakeeper.runs.Progress;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunId;
import io.grafanakeeper.runs.RunStore;
import io.grafanakeeper.runs.RunTracker;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsException;
import io.grafanakeeper.settings.Target;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Queues backups and works on what the queue delivers, any message any number of times. */
public final class BackupWork {
    private final Supplier<Settings> settings;
    private final Function<Target, GrafanaClient> clients;
    private final RunStore runs;
    private final BackupJob job;
    private final Function<Target, ObjectNode> retention;
    private final Clock clock;

    /**
     * Creates the work over the settings, the clients of the targets and the stores.
     *
     * @param retention runs after every backup of a target and says what it did
     */
    public BackupWork(
            Supplier<Settings> settings,
            Function<Target, GrafanaClient> clients,
            RunStore runs,
            BackupStore store,
            Locks locks,
            Function<Target, ObjectNode> retention,
            Clock clock) {
        this.settings = settings;
        this.clients = clients;
        this.runs = runs;
        this.job = new BackupJob(store, locks, clock);
        this.retention = retention;
        this.clock = clock;
    }

    /** Records a new run for every target and returns their messages. */
    List<String> queueAll() {
        List<String> messages = new ArrayList<>();
        for (Target target : settings.get().targets().values()) {
            messages.add(BackupMessage.write(queue(target)));
        }
        return messages;
    }

    /** Records a new run for a target. */
    Run queue(Target target) {
        Run run = Run.queued(RunId.next(clock.instant()), BackupMessage.JOB, target.name(), clock.instant());
        runs.create(run);
        return run;
    }

    /**
     * Works on one message.
     *
     * @throws RuntimeException if the work may succeed when the queue delivers the message again
     */
    void work(String message, Logger log) {
        RunTracker tracker = RunTracker.of(runs, BackupMessage.read(message));
        if (!tracker.update(run -> run.begun(clock.instant(), run.attempt() + 1))) {
            log.log(Level.INFO, () -> "run " + tracker.run().id() + " is done already; nothing to do");
            return;
        }
        try {
            backUp(tracker, log);
        } catch (Saver.SupersededException e) {
            log.log(Level.INFO, () -> "run " + tracker.run().id() + " was finished by another delivery");
        } catch (RuntimeException e) {
            fail(tracker, e, log);
        }
    }

    private void backUp(RunTracker tracker, Logger log) {
        Run run = tracker.run();
        Target target = settings.get().targets().get(run.target());
        if (target == null) {
            tracker.update(now ->
                    now.failed(clock.instant(), "the configuration has no target " + run.target() + " any more"));
            return;
        }
        Manifest manifest =
                job.backUp(target, clients.apply(target), run, progress -> tracker.update(now -> now.at(progress)));
        ObjectNode result = result(manifest);
        result.set("retention", retain(target, log));
        long items = manifest.totals().items() + manifest.failures().size();
        tracker.update(now -> now.done(clock.instant(), result, manifest.failures(), new Progress(items, items)));
        log.log(Level.INFO, () -> line(run, manifest));
    }

    /** Lets retention run; the backup exists, so a failure of it is only noted. */
    private ObjectNode retain(Target target, Logger log) {
        try {
            return retention.apply(target);
        } catch (RuntimeException e) {
            Explanation explanation = Explanation.of(e);
            log.log(
                    Level.WARNING,
                    "retention of " + target.name() + " failed: " + explanation.text(),
                    explanation.expected() ? null : e);
            return JsonNodeFactory.instance.objectNode().put("error", explanation.text());
        }
    }

    private void fail(RunTracker tracker, RuntimeException failure, Logger log) {
        Explanation explanation = Explanation.of(failure);
        boolean again = explanation.retryable() || failure instanceof SettingsException;
        Run run = tracker.run();
        String words = explanation.text()
                + (again ? " (attempt " + run.attempt() + "; the queue delivers a message up to 5 times)" : "");
        log.log(
                Level.SEVERE,
                "backup run " + run.id() + " of " + run.target() + " failed: " + words,
                explanation.expected() ? null : failure);
        tracker.update(now -> now.failed(clock.instant(), words));
        if (again) {
            throw failure;
        }
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

    private static String line(Run run, Manifest manifest) {
        Totals totals = manifest.totals();
        return "backup run=" + run.id() + " target=" + run.target() + " backup=" + manifest.id() + " state="
                + manifest.state().text() + " items=" + totals.items() + " failures="
                + manifest.failures().size() + " newObjects=" + totals.newObjects() + " newBytes=" + totals.newBytes()
                + " requests=" + totals.requests() + " seconds=" + totals.seconds();
    }
}
