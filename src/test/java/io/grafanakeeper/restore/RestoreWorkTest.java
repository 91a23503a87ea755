package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.NotedRuns;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.RunLog;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queues restores against stores in memory. */
class RestoreWorkTest {
    private static final int LARGEST_MESSAGE = 64 * 1024;

    private final InMemoryRunStore runs = new InMemoryRunStore();

    @Test
    void recordsNoRunForARequestThatIsTooLargeForTheQueue() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            stand.dashboard("", "one", "One");
            Manifest manifest = stand.backUp();
            stand.store.putManifest(manifest);
            RestoreWork work = work(stand);
            RestoreWork.Queued queued = work.queue(Stand.TARGET, request(1200));
            assertEquals(1, runs.size());
            byte[] sent = Base64.getEncoder().encode(queued.message().getBytes(StandardCharsets.UTF_8));
            assertTrue(sent.length <= LARGEST_MESSAGE);
            ProblemException refusal =
                    assertThrows(ProblemException.class, () -> work.queue(Stand.TARGET, request(1300)));
            assertTrue(String.valueOf(refusal.getMessage()).contains("select.folders"), refusal::getMessage);
            assertEquals(1, runs.size());
        }
    }

    /** Asks for so many dashboards, with 40 bytes for each. */
    private static RestoreRequest request(int uids) {
        String named = IntStream.range(0, uids)
                .mapToObj(i -> String.format("\"ü%035d\"", i))
                .collect(Collectors.joining(","));
        return RestoreRequest.read("{\"apply\":true,\"select\":{\"uids\":[\"one\"," + named + "]}}");
    }

    private RestoreWork work(Stand stand) {
        Settings settings = SettingsReader.read("""
                targets:
                  demo:
                    endpoint: %s
                    auth: token
                    secret: demo-token
                """.formatted(stand.grafana.endpoint()), "keeper.yaml");
        JobRunner runner = new JobRunner(runs, new RunLog(new NotedRuns()), Clock.systemUTC());
        return new RestoreWork(
                new Targets(() -> settings),
                target -> Connection.to(stand.client()),
                runner,
                stand.store,
                name -> name);
    }
}
