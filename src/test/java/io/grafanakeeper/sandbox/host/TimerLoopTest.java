package io.grafanakeeper.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grafanakeeper.sandbox.host.samples.HttpSamples;
import io.grafanakeeper.sandbox.host.samples.TimerSamples;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs a sample timer on its schedule and by hand. */
class TimerLoopTest {
    private static final String[] MASTER = {"x-functions-key", "master-key"};

    @Test
    void runsOnItsSchedule() throws Exception {
        try (HostCalls calls =
                new HostCalls(HostCalls.of(List.of(TimerSamples.class), "TICK_SCHEDULE", "* * * * * *"))) {
            FakeQueues.Queue ticks = calls.queues.queue("ticks");
            ticks.await(() -> ticks.bodies().size() >= 4);
            JsonNode first = new ObjectMapper().readTree(ticks.texts().get(0));
            JsonNode second = new ObjectMapper().readTree(ticks.texts().get(2));
            assertEquals(
                    "0001-01-01T00:00:00+00:00",
                    first.at("/ScheduleStatus/Last").asText());
            assertEquals(first.at("/ScheduleStatus/Next"), second.at("/ScheduleStatus/Last"));
            assertEquals("second", ticks.texts().get(1));
        }
    }

    @Test
    void doesNotRunAtTheStartUnlessAsked() throws Exception {
        FunctionHostBuilder asked = HostCalls.of(List.of(TimerSamples.class)).timersAtOnce();
        try (HostCalls calls = new HostCalls(asked);
                HostCalls quiet = new HostCalls(HostCalls.of(List.of(TimerSamples.class)))) {
            FakeQueues.Queue ticks = calls.queues.queue("ticks");
            ticks.await(() -> ticks.bodies().size() == 2);
            assertEquals(List.of(), quiet.queues.queue("ticks").bodies());
        }
    }

    @Test
    void runsByHandAndTellsTheTimeItIsDue() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
        FunctionHostBuilder builder = HostCalls.of(List.of(TimerSamples.class), "TICK_SCHEDULE", "0 0 6 * * *");
        try (HostCalls calls = new HostCalls(builder.clock(clock))) {
            assertEquals(202, calls.post("/admin/functions/tick", "{}", MASTER).statusCode());
            FakeQueues.Queue ticks = calls.queues.queue("ticks");
            ticks.await(() -> ticks.bodies().size() == 2);
            assertEquals(
                    "{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":{"
                            + "\"Last\":\"0001-01-01T00:00:00+00:00\",\"Next\":\"2026-11-24T06:00:00+00:00\","
                            + "\"LastUpdated\":\"2026-11-23T10:00:00+00:00\"},\"IsPastDue\":false}",
                    ticks.texts().get(0));
        }
    }

    @Test
    void runsADisabledTimerByHandEvenWithoutItsSchedule() throws Exception {
        FunctionHostBuilder builder =
                HostCalls.of(List.of(TimerSamples.class), "TICK_SCHEDULE", "", "AzureWebJobs_Tick_Disabled", "1");
        try (HostCalls calls = new HostCalls(builder)) {
            calls.post("/admin/functions/Tick", "", MASTER);
            FakeQueues.Queue ticks = calls.queues.queue("ticks");
            ticks.await(() -> ticks.bodies().size() == 2);
        }
    }

    @Test
    void refusesAdminCallsWithoutTheMasterKeyOfUnknownAndOfHttpFunctions() throws Exception {
        try (HostCalls calls = new HostCalls(HostCalls.of(List.of(TimerSamples.class, HttpSamples.class)))) {
            assertEquals(401, calls.post("/admin/functions/Tick", "{}").statusCode());
            assertEquals(
                    401,
                    calls.post("/admin/functions/Tick", "{}", "x-functions-key", "function-key")
                            .statusCode());
            assertEquals(404, calls.post("/admin/functions/Tock", "{}", MASTER).statusCode());
            assertEquals(400, calls.post("/admin/functions/Open", "{}", MASTER).statusCode());
            assertEquals(400, calls.post("/admin/functions/Tick", "{", MASTER).statusCode());
            assertTrue(calls.queues.queue("ticks").bodies().isEmpty());
        }
    }
}
