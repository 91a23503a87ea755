package io.grafanakeeper.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.sandbox.host.samples.QueueSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds a sample function through queues in memory. */
class QueueLoopTest {
    @TempDir
    @Nullable
    Path folder;

    @Test
    void handsAMessageOverDeletesItAndSendsWhatTheFunctionPutOut() throws Exception {
        try (HostCalls calls = start("00:00:01", Duration.ofMinutes(10))) {
            FakeQueues.Queue jobs = jobs(calls);
            send(jobs, "hello");
            jobs.await(() -> jobs.received() == 1 && jobs.bodies().isEmpty());
            String done = calls.queues.queue("done").texts().get(0);
            assertTrue(done.matches("hello 1 \"20\\d\\d-.*[+]00:00\""), done);
            assertEquals(0, jobs.renewals());
        }
    }

    @Test
    void putsAMessageThatAlwaysFailsOnThePoisonQueueAfterFiveAttempts() throws Exception {
        try (HostCalls calls = start("00:00:00", Duration.ofMinutes(10))) {
            FakeQueues.Queue jobs = jobs(calls);
            FakeQueues.Queue poison = calls.queues.queue("jobs-poison");
            send(jobs, "fail");
            jobs.await(() -> jobs.received() == 5 && jobs.bodies().isEmpty());
            assertEquals(List.of("fail"), poison.texts());
            assertEquals(5, calls.logged("SEVERE [Work ", "asked to").size());
            assertEquals(List.of(), calls.queues.queue("done").bodies());
        }
    }

    @Test
    void showsAFailedMessageAgainOnlyAfterTheVisibilityTimeout() throws Exception {
        try (HostCalls calls = start("00:01:00", Duration.ofMinutes(10))) {
            FakeQueues.Queue jobs = jobs(calls);
            send(jobs, "fail");
            jobs.await(() -> jobs.renewals() == 1);
            assertEquals(List.of(), jobs.receive(1, Duration.ZERO));
            assertEquals(List.of("fail"), jobs.texts());
        }
    }

    @Test
    void renewsTheLeaseWhileTheFunctionRuns() throws Exception {
        try (HostCalls calls = start("00:00:00", Duration.ofMillis(300))) {
            FakeQueues.Queue jobs = jobs(calls);
            send(jobs, "slow1000");
            jobs.await(() -> jobs.renewals() >= 2 && jobs.bodies().isEmpty());
            assertEquals(1, jobs.received());
            assertEquals(1, calls.queues.queue("done").bodies().size());
        }
    }

    @Test
    void runsNoFurtherAttemptForAMessageWhoseAttemptsAllEndedInAKill() throws Exception {
        try (HostCalls calls = start("00:00:00", Duration.ofMinutes(10))) {
            FakeQueues.Queue jobs = jobs(calls);
            jobs.send(MessageEncoding.BASE64.encode("hello"), 5);
            jobs.await(() -> jobs.bodies().isEmpty());
            assertEquals(List.of("hello"), calls.queues.queue("jobs-poison").texts());
            assertEquals(List.of(), calls.queues.queue("done").bodies());
        }
    }

    @Test
    void putsAMessageThatIsNotBase64OnThePoisonQueueAsItIs() throws Exception {
        try (HostCalls calls = start("00:00:00", Duration.ofMinutes(10))) {
            FakeQueues.Queue jobs = jobs(calls);
            jobs.send("{\"plain\":1}");
            jobs.await(() -> jobs.bodies().isEmpty());
            assertEquals(
                    List.of("{\"plain\":1}"), calls.queues.queue("jobs-poison").bodies());
        }
    }

    @Test
    void waitsForARunningFunctionWhenClosing() throws Exception {
        HostCalls calls = start("00:00:00", Duration.ofMinutes(10));
        FakeQueues.Queue jobs = jobs(calls);
        send(jobs, "slow500");
        jobs.await(() -> jobs.received() == 1);
        calls.close();
        assertEquals(List.of(), jobs.bodies());
        assertEquals(1, calls.queues.queue("done").bodies().size());
    }

    @Test
    void interruptsAFunctionThatRunsBeyondTheLimitOfClosing() throws Exception {
        HostCalls calls =
                new HostCalls(builder("00:00:00", Duration.ofMinutes(10)).closeLimit(Duration.ofMillis(100)));
        FakeQueues.Queue jobs = jobs(calls);
        send(jobs, "slow60000");
        jobs.await(() -> jobs.received() == 1);
        calls.close();
        jobs.await(() -> jobs.renewals() == 1);
        assertEquals(List.of("slow60000"), jobs.texts());
        assertEquals(1, calls.logged("were interrupted").size());
    }

    @Test
    void doesNotTouchTheQueueOfADisabledFunction() throws Exception {
        FunctionHostBuilder builder = HostCalls.of(List.of(QueueSamples.class), "AzureWebJobs.Work.Disabled", "true");
        try (HostCalls calls = new HostCalls(builder)) {
            assertEquals(List.of("Work"), calls.host.functions());
            assertFalse(calls.queues.queue("jobs").exists());
        }
    }

    private HostCalls start(String visibilityTimeout, Duration lease) throws IOException {
        return new HostCalls(builder(visibilityTimeout, lease));
    }

    private FunctionHostBuilder builder(String visibilityTimeout, Duration lease) throws IOException {
        Path json = Objects.requireNonNull(folder).resolve("host.json");
        Files.writeString(json, """
                {"extensions": {"queues": {"batchSize": 1, "newBatchThreshold": 0, "maxDequeueCount": 5,
                 "visibilityTimeout": "%s", "maxPollingInterval": "00:00:02", "messageEncoding": "base64"}}}
                """.formatted(visibilityTimeout));
        return HostCalls.of(List.of(QueueSamples.class))
                .hostJson(json)
                .lease(lease)
                .maxPollingInterval(Duration.ofMillis(100));
    }

    private static FakeQueues.Queue jobs(HostCalls calls) throws InterruptedException {
        FakeQueues.Queue jobs = calls.queues.queue("jobs");
        jobs.await(jobs::exists);
        return jobs;
    }

    private static void send(FakeQueues.Queue queue, String text) {
        queue.send(MessageEncoding.BASE64.encode(text));
    }
}
