package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.grafana.Meter;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.runs.BackupChoice;
import io.grafanakeeper.runs.Failure;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.Outcome;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.Progress;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.SupersededException;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.settings.Kind;
import io.grafanakeeper.settings.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;

/** Plans restores while somebody waits, and does them for whoever asks the queue. */
public final class RestoreWork {
    /** HTTP requests are answered within 230 s or not at all. */
    private static final Duration REQUEST = Duration.ofSeconds(200);

    private static final Duration JOB = Duration.ofMinutes(20);
    private static final long TICK_NANOS = 1_000_000_000L;

    private final Targets targets;
    private final Function<Target, Connection> connections;
    private final JobRunner runner;
    private final BackupStore store;
    private final BackupChoice backups;
    private final UnaryOperator<String> vault;

    /** Creates the work over the targets, their connections, the stores and the reader of Key Vault secrets. */
    public RestoreWork(
            Targets targets,
            Function<Target, Connection> connections,
            JobRunner runner,
            BackupStore store,
            UnaryOperator<String> vault) {
        this.targets = targets;
        this.connections = connections;
        this.runner = runner;
        this.store = store;
        this.backups = new BackupChoice(store);
        this.vault = vault;
    }

    /** Returns what a restore would do now. */
    ObjectNode plan(String from, RestoreRequest request) {
        Manifest manifest = wanted(from, request);
        Target to = destination(from, request);
        return plan(request, manifest, to, connections.apply(to), REQUEST)
                .json()
                .put("overwrite", request.overwrite());
    }

    /** Records a run for a restore and returns it with its message. */
    Queued queue(String from, RestoreRequest request) {
        Manifest manifest = wanted(from, request);
        destination(from, request);
        Run run = runner.next(RestoreMessage.JOB, from);
        // Before the record, which nobody would take up if the queue refused the message.
        String message = RestoreMessage.write(run, request.write(manifest.id()));
        runner.record(run);
        return new Queued(run, message);
    }

    private Target destination(String from, RestoreRequest request) {
        Target to = targets.named(request.to().isEmpty() ? from : request.to());
        if (to.kind() == Kind.MONITOR && !request.folder().isEmpty()) {
            throw ProblemException.badRequest("folder", "a target of kind monitor has no folders", List.of());
        }
        return to;
    }

    /** Returns the backup to restore from; a selection that matches nothing of it is a mistake, and is told. */
    private Manifest wanted(String from, RestoreRequest request) {
        Manifest manifest = backups.manifest(from, request.backup(), "backup");
        if (request.select().from(manifest.items()).isEmpty()
                && !manifest.items().isEmpty()) {
            throw ProblemException.notFound(
                    "select", "backup " + manifest.id() + " has nothing that is selected", List.of());
        }
        return manifest;
    }

    /** Pairs a run with the message that asks for it. */
    record Queued(Run run, String message) {}

    /**
     * Works on one message.
     *
     * @throws RuntimeException if the work may succeed when the queue delivers the message again
     */
    void work(String message, Logger log) {
        RestoreMessage read = RestoreMessage.read(message);
        runner.run(read.run(), log, (run, progress) -> restore(run, read.request(), progress));
    }

    private Outcome restore(Run run, RestoreRequest request, Predicate<Progress> progress) {
        Manifest manifest = backups.manifest(run.target(), request.backup());
        Target to = targets.configured(request.to().isEmpty() ? run.target() : request.to());
        Meter meter = new Meter();
        Connection connection = connections.apply(to).countedBy(meter);
        Plan plan = plan(request, manifest, to, connection, JOB);
        long total =
                plan.steps().stream().filter(step -> step.action().writes()).count();
        ItemWriter writer =
                new ItemWriter(connection, vault, "restored by Grafana Keeper from backup " + manifest.id());
        List<ItemFailure> failed =
                new Restorer(store, connection, writer, plan, request).restore(everySecond(progress, total));
        List<Failure> all = new ArrayList<>(failed.stream().map(Failure::of).toList());
        plan.steps().stream()
                .filter(RestoreWork::leftOut)
                .map(RestoreWork::leftOutFailure)
                .forEach(all::add);
        return new Outcome(meter.tell(result(plan, failed)), all, plan.steps().size());
    }

    private Plan plan(RestoreRequest request, Manifest manifest, Target to, Connection connection, Duration longest) {
        return new Planner(store, System.nanoTime() + longest.toNanos()).plan(request, manifest, to.name(), connection);
    }

    private static boolean leftOut(Step step) {
        return step.action() == Action.CONFLICT || step.action() == Action.SKIPPED;
    }

    private static Failure leftOutFailure(Step step) {
        Item item = step.item();
        return new Failure(
                item.kind().text(), item.uid(), item.title(), step.action().text() + ": " + step.reason());
    }

    private static ObjectNode result(Plan plan, List<ItemFailure> failed) {
        ObjectNode json = plan.json();
        ArrayNode toEnter = json.putArray("secretsToEnter");
        for (var action : json.path("actions")) {
            if (action.has("secretsToEnter")) {
                toEnter.add(action);
            }
        }
        json.remove("actions");
        return json.put("failed", failed.size());
    }

    /** Reports at most once a second: each report is a write to the run's record. */
    private static LongConsumer everySecond(Predicate<Progress> progress, long total) {
        AtomicLong last = new AtomicLong(System.nanoTime());
        return done -> {
            long before = last.get();
            long now = System.nanoTime();
            if (now - before >= TICK_NANOS && last.compareAndSet(before, now)) {
                report(progress, new Progress(done, total));
            }
        };
    }

    private static void report(Predicate<Progress> progress, Progress now) {
        synchronized (progress) {
            if (!progress.test(now)) {
                throw new SupersededException();
            }
        }
    }
}
