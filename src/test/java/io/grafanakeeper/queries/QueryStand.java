package io.grafanakeeper.queries;

import io.grafanakeeper.MovableClock;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.http.HttpsPost;
import io.grafanakeeper.notices.Notifier;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.JobRunner;
import io.grafanakeeper.runs.NotedRuns;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.Targets;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.settings.Settings;
import io.grafanakeeper.settings.SettingsSource;
import io.grafanakeeper.windows.TimeRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;

/** Sets up a Grafana with sample dashboards, stores in memory and the work on queries. */
final class QueryStand implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T06:00:30Z");
    private static final HttpClient HTTP = GrafanaClient.transport();
    private static final Logger LOG = Logger.getLogger(QueryStand.class.getName());
    private static final TimeRange EVER =
            new TimeRange(Instant.parse("1990-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

    final MovableClock clock = new MovableClock(NOW);
    final InMemoryResults results = new InMemoryResults();
    final InMemoryRunStore runs = new InMemoryRunStore();
    final FakeGrafana grafana;
    final QueryWork work;
    final QueryList list;
    private final Set<String> once = new HashSet<>();

    /**
     * Sets up a stand.
     *
     * @param queries the lines below {@code queries:}, each query with two blanks in front
     */
    QueryStand(Flavour flavour, String queries) {
        grafana = FakeGrafana.builder().flavour(flavour).build().start();
        grafana.seedSamples();
        String token = grafana.mintToken("keeper", "Admin", null);
        GrafanaClient client = new GrafanaClient(
                grafana.endpoint(),
                SecretCredential.bearer(() -> token, Clock.systemUTC()),
                null,
                Limits.of(4, null),
                HTTP,
                clock);
        Map<String, String> environment = Map.of(
                "KEEPER_CONFIG",
                "targets:\n  demo:\n    endpoint: " + grafana.endpoint()
                        + "\n    auth: token\n    secret: t\nqueries:\n" + queries);
        Settings settings = new SettingsSource(environment::get, Path.of("."), uri -> "").load();
        work = new QueryWork(
                () -> settings,
                new Targets(() -> settings),
                target -> client,
                new JobRunner(runs, NotedRuns.log(), clock),
                runs,
                results,
                new Notifier(new HttpsPost(() -> HTTP)),
                once::add,
                name -> "https://127.0.0.1:1/" + name,
                clock);
        list = new QueryList(() -> settings, results, clock);
    }

    /** Runs a query as a request does and returns the run's record. */
    Run run(String name, String body) {
        QueryWork.Queued queued = work.queue(name, QueryRunRequest.read(body));
        queued.messages().forEach(message -> work.work(message, LOG));
        return runs.run(queued.first().id());
    }

    List<String> queueDue() {
        return work.queueDue(LOG);
    }

    void work(String message) {
        work.work(message, LOG);
    }

    List<String> files(String query) {
        return results.list(query, EVER).stream().map(this::text).toList();
    }

    List<String> names(String query) {
        return results.list(query, EVER).stream()
                .map(ResultStore.StoredWindow::name)
                .toList();
    }

    private String text(ResultStore.StoredWindow window) {
        try {
            return new String(results.open(window).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        grafana.close();
    }
}
