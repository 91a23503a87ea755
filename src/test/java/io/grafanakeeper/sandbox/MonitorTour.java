package io.grafanakeeper.sandbox;

import static io.grafanakeeper.sandbox.Tour.expect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Shows Azure Monitor's dashboards: backs them up, loses one in Azure, and gets it back, resource and all. */
final class MonitorTour {
    private static final String ROUTE = "targets/" + AzureMonitor.TARGET + "/";
    private static final String NAME = "kubernetes";

    private final KeeperApi keeper;
    private final AzureMonitor monitor;
    private final Screen screen;

    MonitorTour(KeeperApi keeper, AzureMonitor monitor, Screen screen) {
        this.keeper = keeper;
        this.monitor = monitor;
        this.screen = screen;
    }

    void walk() throws IOException, InterruptedException, Tour.TourFailedException {
        JsonNode check = keeper.get(ROUTE + "check");
        expect(check.path("ok").asBoolean(), "Azure Monitor cannot be reached: " + check);
        screen.line("Target " + AzureMonitor.TARGET + ": "
                + check.path("dashboards").asLong()
                + " dashboards of Azure Monitor, listed through Azure Resource Manager");
        JsonNode run = keeper.await(keeper.startBackup(AzureMonitor.TARGET), screen::progress);
        expect(run.path("state").asText().equals("succeeded"), "the backup of Azure Monitor ended " + run);
        screen.line("  backup " + run.path("result").path("backup").asText() + ": "
                + run.path("result").path("items").asLong() + " items");
        monitor.delete(AzureMonitor.GROUP, NAME);
        screen.line("Deleting the resource " + NAME + " in Azure");
        JsonNode queued = keeper.postForJson(ROUTE + "restores", "{\"apply\":true}", 202);
        JsonNode restored = keeper.await(queued.path("id").asText(), screen::progress);
        expect(restored.path("state").asText().equals("succeeded"), "the restore into Azure Monitor ended " + restored);
        expect(
                monitor.manager().resource(AzureMonitor.id(AzureMonitor.GROUP, NAME)) != null,
                "the resource did not come back");
        screen.line("  restored: the resource is made again, and its dashboard is read back and equal");
    }
}
