package io.grafanakeeper.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.grafanakeeper.sandbox.host.FunctionCalls;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets a host deliver messages that fail or kill their worker each time, until it gives them up. */
class PoisonFunctionsTest {
    private static final String QUEUE = "backup-jobs";
    private static final String POISON = "backup-jobs-poison";

    @TempDir
    @Nullable
    Path folder;

    private final InMemoryRunStore runs = new InMemoryRunStore();
    private final NotedRuns noted = new NotedRuns();
    private final JobRunner runner = new JobRunner(runs, new RunLog(noted), Clock.systemUTC());
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Stands in for the worker of a job. */
    public static final class FailingFunctions {
        private final JobRunner runner;

        FailingFunctions(JobRunner runner) {
            this.runner = runner;
        }

        /** Fails as long as Grafana is away, which is always. */
        @FunctionName("BackupWorker")
        public void work(
                @QueueTrigger(name = "message", queueName = QUEUE, connection = "AzureWebJobsStorage") String message,
                ExecutionContext context) {
            Run run = BackupMessage.read(message).run();
            runner.run(run, context.getLogger(), (now, progress) -> {
                throw new ServiceException("Grafana", "it is away", true, null);
            });
        }
    }

    @Test
    void recordsWhyAJobFailedFiveTimes() throws Exception {
        Run run = runner.queue("backup", "t");
        String message = BackupMessage.ofEverything(run).write();
        try (FunctionCalls calls = start()) {
            calls.send(QUEUE, message, 0);
            awaitTold(calls, run);
            calls.awaitEmpty(POISON);
            Run failed = runs.run(run.id());
            assertEquals(RunState.FAILED, failed.state());
            assertEquals(5, failed.attempt());
            assertEquals("Grafana: it is away (attempt 5 of 5); given up by the queue", failed.error());
            assertEquals(RunMessage.parse(message, QUEUE), kept(failed));
            assertEquals(
                    List.of(1, 2, 3, 4, 5),
                    noted.runs().stream().map(Run::attempt).toList());
            assertTrue(noted.runs().stream().allMatch(attempt -> attempt.state() == RunState.FAILED));
            assertEquals(List.of(failed), noted.givenUp());
        }
    }

    @Test
    void recordsThatNoWorkerBeganTheNextAttempt() {
        Run run = runner.queue("backup", "t");
        RunTracker.of(runs, run).update(now -> now.begun(Instant.now(), 1));
        RunTracker.of(runs, run).update(now -> now.failedForNow("Grafana: it is away"));
        assertEquals(
                "Grafana: it is away; given up by the queue",
                runner.giveUp(BackupMessage.ofEverything(run).write(), "backup", Logger.getAnonymousLogger())
                        .error());
    }

    @Test
    void keepsWhatARunFoundThatFailedWithAResult() {
        Run run = runner.queue("query", "t");
        Outcome outcome = new Outcome(RunMessage.of(run), List.of(), 1, "the check does not hold");
        RunTracker.of(runs, run).update(now -> now.done(Instant.now(), outcome));
        Run failed = runs.run(run.id());
        assertEquals(failed, runner.giveUp(RunMessage.text(RunMessage.of(run)), "query", Logger.getAnonymousLogger()));
    }

    @Test
    void recordsThatTheWorkerWasKilledFiveTimes() throws Exception {
        Run run = runner.queue("backup", "t");
        RunTracker.of(runs, run).update(now -> now.begun(Instant.now(), 5));
        try (FunctionCalls calls = start()) {
            calls.send(QUEUE, BackupMessage.ofEverything(run).write(), 5);
            awaitTold(calls, run);
            Run failed = runs.run(run.id());
            assertEquals(RunState.FAILED, failed.state());
            assertEquals(
                    "given up by the queue: the worker was killed or ran out of time at attempt 5", failed.error());
        }
    }

    @Test
    void recordsARunThatHasNoRecordYet() throws Exception {
        Run run = runner.next("backup", "t");
        try (FunctionCalls calls = start()) {
            calls.send(POISON, BackupMessage.ofEverything(run).write(), 0);
            awaitTold(calls, run);
            assertEquals(
                    "given up by the queue: no worker got as far as to begin it",
                    runs.run(run.id()).error());
        }
    }

    @Test
    void recordsTheSameWhenThePoisonIsDeliveredTwice() {
        Run run = runner.queue("restore", "t");
        String message = RunMessage.text(RunMessage.of(run));
        Run once = runner.giveUp(message, "restore", Logger.getAnonymousLogger());
        assertEquals(once, runner.giveUp(message, "restore", Logger.getAnonymousLogger()));
    }

    @Test
    void leavesARunAloneThatIsDone() throws Exception {
        Run run = runner.queue("backup", "t");
        Outcome outcome = new Outcome(RunMessage.of(run), List.of(), 1);
        RunTracker.of(runs, run).update(now -> now.done(Instant.now(), outcome));
        try (FunctionCalls calls = start()) {
            calls.send(POISON, BackupMessage.ofEverything(run).write(), 0);
            calls.awaitEmpty(POISON);
            assertEquals(RunState.SUCCEEDED, runs.run(run.id()).state());
            assertNull(runs.run(run.id()).error());
            assertEquals(List.of(), told);
        }
    }

    @Test
    void losesNoMessageThatIsNotOneOfOurs() throws Exception {
        try (FunctionCalls calls = start()) {
            calls.send(POISON, "not ours", 0);
            calls.awaitEmpty(POISON);
            assertEquals(List.of("not ours"), calls.queued(POISON + "-poison"));
        }
    }

    @Test
    void takesThePoisonOfEveryQueueThatHasAWorker() {
        Set<String> queues = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.grafanakeeper")) {
            if (type.getSimpleName().endsWith("Functions")) {
                queues.addAll(queues(type.reflect()));
            }
        }
        Set<String> workers =
                queues.stream().filter(queue -> !queue.endsWith("-poison")).collect(Collectors.toSet());
        assertTrue(workers.contains(QUEUE));
        for (String queue : workers) {
            assertTrue(queues.contains(queue + "-poison"), queue);
        }
    }

    private static List<String> queues(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .map(Method::getParameters)
                .flatMap(Arrays::stream)
                .map(parameter -> parameter.getAnnotation(QueueTrigger.class))
                .filter(trigger -> trigger != null)
                .map(QueueTrigger::queueName)
                .toList();
    }

    private void awaitTold(FunctionCalls calls, Run run) throws InterruptedException {
        for (int tries = 0; tries < 200 && !told.contains(run.id()); tries++) {
            Thread.sleep(50);
        }
        assertTrue(told.contains(run.id()), calls::log);
    }

    private static Object kept(Run run) {
        return run.result() == null ? "nothing" : run.result().path("message");
    }

    private FunctionCalls start() throws Exception {
        Path hostJson = Objects.requireNonNull(folder).resolve("host.json");
        Files.writeString(
                hostJson,
                Files.readString(Path.of("host.json"))
                        .replace("\"visibilityTimeout\": \"00:00:30\"", "\"visibilityTimeout\": \"00:00:00\""));
        return FunctionCalls.configured(
                hostJson, new FailingFunctions(runner), new PoisonFunctions(runner, (run, log) -> told.add(run.id())));
    }
}
