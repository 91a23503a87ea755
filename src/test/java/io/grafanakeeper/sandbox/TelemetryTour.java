package io.grafanakeeper.sandbox;

import static io.grafanakeeper.sandbox.Tour.expect;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.sandbox.azure.FakeAppInsights;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows what Application Insights was told of the runs of all tours before. */
final class TelemetryTour {
    private final FakeAppInsights telemetry;
    private final Screen screen;

    TelemetryTour(FakeAppInsights telemetry, Screen screen) {
        this.telemetry = telemetry;
        this.screen = screen;
    }

    /** Walks through it. */
    void walk() throws Tour.TourFailedException {
        List<JsonNode> runs = telemetry.events("KeeperRun");
        expect(!runs.isEmpty(), "Application Insights was told of no run");
        Map<String, Long> counts = runs.stream()
                .map(run -> run.at("/properties/Job").asText() + " "
                        + run.at("/properties/State").asText())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        screen.line("Application Insights was told of " + runs.size() + " runs: " + counts);
        JsonNode newest = runs.get(runs.size() - 1);
        screen.line("  the newest: " + newest.path("properties") + " " + newest.path("measurements"));
        expect(
                telemetry.metrics("keeper.backups").size()
                        == runs.stream()
                                .filter(run ->
                                        run.at("/properties/Job").asText().equals("backup"))
                                .count(),
                "not every backup was counted");
    }
}
