package io.grafanakeeper.queries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.MovableClock;
import io.grafanakeeper.queries.ResultStore.Document;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.settings.QuerySettings;
import io.grafanakeeper.settings.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class DueQueriesTest {
    private static final Logger LOG = Logger.getLogger(DueQueriesTest.class.getName());
    private static final String NAME = "requests";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T06:00:30Z"));
    private final InMemoryRunStore runs = new InMemoryRunStore();
    private final InMemoryResults results = new InMemoryResults();

    @Test
    void losesNoTimeWhenAWorkerNotesItsRunDuringALook() {
        DueQueries due = new DueQueries(new NotedMeanwhile(1), runs, clock);
        assertEquals(1, look(due, "last").size());
        assertEquals(List.of(), look(due, "last"));
        ObjectNode state = results.find(NAME, Document.STATE).orElseThrow().json();
        assertEquals("worker-1", state.path("lastRun").asText());
        assertEquals(1, state.path("offered").size());
    }

    @Test
    void queuesWhatIsDueOnceWhenTwoLookAtOnce() {
        DueQueries other = new DueQueries(results, runs, clock);
        ResultStore overtaken = new Wrapped(results) {
            @Override
            public boolean put(String query, Document document, ObjectNode json, Optional<Versioned> before) {
                assertTrue(look(other, "last").size() <= 1);
                return super.put(query, document, json, before);
            }
        };
        assertEquals(List.of(), look(new DueQueries(overtaken, runs, clock), "last"));
    }

    @Test
    void queuesNothingThatCouldNotBeNoted() {
        assertEquals(List.of(), look(new DueQueries(new NotedMeanwhile(100), runs, clock), "last"));
        assertEquals(1, look(new DueQueries(results, runs, clock), "last").size());
    }

    @Test
    void letsNoMoreRunsWaitThanOneLookReads() {
        DueQueries due = new DueQueries(results, runs, clock);
        assertEquals(1, look(due, "all").size());
        clock.move(Duration.ofMinutes(DueTicks.MOST + 9L));
        List<String> first = look(due, "all");
        // The run of before waits still, and is queued again.
        assertEquals(DueTicks.MOST, first.size());
        clock.move(Duration.ofMinutes(1));
        assertEquals(List.of(), look(due, "all"));
        first.subList(0, 4).forEach(message -> {
            Run run = QueryMessage.read(message).run();
            runs.create(run.begun(clock.instant(), 1));
        });
        List<String> next = look(due, "all");
        assertEquals(4, next.size());
        assertEquals(
                QueryMessage.read(first.get(DueTicks.MOST - 1)).scheduled().plusSeconds(60),
                QueryMessage.read(next.get(0)).scheduled());
    }

    private static List<String> look(DueQueries due, String catchUp) {
        return due.messages(List.of(everyMinute(catchUp)), LOG);
    }

    private static QuerySettings everyMinute(String catchUp) {
        return SettingsReader.read("""
                targets:
                  lab: { endpoint: "http://grafana.lab:3000", auth: token, secret: lab-token }
                queries:
                  requests:
                    target: lab
                    schedule: "0 * * * * *"
                    catchUp: %s
                    window: { from: now-1m/m, to: now/m }
                    queries: [ { refId: A, datasource: { uid: prom } } ]
                """.formatted(catchUp), "keeper.yaml")
                .query(NAME)
                .orElseThrow();
    }

    /** Lets a worker note its run before each of the first writes. */
    private final class NotedMeanwhile extends Wrapped {
        private final int most;
        private int notes;

        NotedMeanwhile(int most) {
            super(results);
            this.most = most;
        }

        @Override
        public boolean put(String query, Document document, ObjectNode json, Optional<Versioned> before) {
            if (notes < most) {
                notes++;
                results.update(query, document, state -> state.put("lastRun", "worker-" + notes));
            }
            return super.put(query, document, json, before);
        }
    }
}
