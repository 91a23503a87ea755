package io.grafanakeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** Shows how a raw query and a panel's are run and what is kept of them. */
final class QueryTour {
    static final String CONFIGURATION = """
        queries:
          requests:
            target: demo
            schedule: "0 0 6 * * *"
            window: { from: now-1d/d, to: now/d }
            queries:
              - { refId: A, datasource: { uid: testdata }, scenarioId: random_walk, labels: "service=web" }
          panel:
            target: demo
            schedule: "0 5 * * * *"
            window: { from: now-1h/h, to: now/h }
            panel: { dashboard: overview, id: 4, variables: { cluster: prod } }
        """;
    private static final int FIRST_LINES = 3;

    private final KeeperApi keeper;
    private final Screen screen;

    QueryTour(KeeperApi keeper, Screen screen) {
        this.keeper = keeper;
        this.screen = screen;
    }

    /** Walks through it. */
    void walk() throws IOException, InterruptedException, Tour.TourFailedException {
        for (String query : List.of("requests", "panel")) {
            screen.line("Running the query " + query + (query.equals("panel") ? ": what a panel asks" : ": raw"));
            String id = keeper.postForJson("queries/" + query + "/runs", "", 202)
                    .path("id")
                    .asText();
            JsonNode run = keeper.await(id, screen::progress);
            JsonNode result = run.path("result");
            Tour.expect(
                    run.path("state").asText().equals("succeeded")
                            && result.path("rows").asLong() > 0,
                    "the query ended " + run);
            screen.line("  " + result.path("rows").asLong() + " rows from "
                    + result.path("from").asText() + " to " + result.path("to").asText());
            String rows = keeper.send("queries/" + query + "/results?from=now-2d&to=now&format=csv")
                    .body();
            Tour.expect(rows.startsWith("time,refId,frame,"), "the rows are not there: " + rows);
            rows.lines().limit(FIRST_LINES).forEach(line -> screen.line("  " + line));
        }
    }
}
