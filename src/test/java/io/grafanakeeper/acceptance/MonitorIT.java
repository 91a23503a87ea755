package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grafanakeeper.sandbox.AzureMonitor;
import io.grafanakeeper.sandbox.KeeperApi;
import io.grafanakeeper.sandbox.Stage;
import io.grafanakeeper.sandbox.azure.FakeResourceManager;
import io.grafanakeeper.sandbox.azure.Fault;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Backs up and restores dashboards of Azure Monitor, which are resources of Azure. */
final class MonitorIT {
    private static final List<String> GROUPS = List.of("rg-a", "rg-b", "rg-c");
    private static final int EACH = 100;

    @Test
    void dashboardsOfThreeResourceGroupsAreKeptAndComeBack() throws Exception {
        try (Stage stage = Stage.start(Path.of("target", "acceptance", "monitor"));
                FakeGrafana lab =
                        FakeGrafana.builder().flavour(Flavour.V11_6).build().start()) {
            AzureMonitor monitor = filled(stage);
            stage.vault().put(Stage.TOKEN_SECRET, lab.mintToken("keeper", "Admin", null));
            String groups = monitor.target("azmon", "rg-a", "rg-b", "rg-c");
            KeeperApi keeper = new KeeperApi(stage.app(Stage.demo(lab.endpoint(), groups)));
            monitor.manager().faults().next(Fault.none(), Fault.throttled(Duration.ofSeconds(1)));

            JsonNode first = backUp(keeper, "azmon");
            assertEquals("succeeded", first.path("state").asText(), first::toString);
            assertEquals(300, first.path("result").path("items").asInt());
            JsonNode manifest = keeper.get("targets/azmon/backups/latest");
            assertEquals(8, manifest.path("notOffered").size(), manifest.path("notOffered")::toString);
            assertEquals(
                    0, backUp(keeper, "azmon").path("result").path("newObjects").asInt());

            String id = AzureMonitor.id("rg-b", "board-7");
            String uid = AzureMonitor.uid(id);
            String before = monitor.dataPlane().dashboardJson(uid);
            monitor.delete("rg-b", "board-7");
            JsonNode diff = keeper.get("targets/azmon/diff?from=latest&to=live");
            assertEquals(uid, diff.at("/removed/0/uid").asText(), diff::toString);
            assertEquals("rg-b", diff.at("/removed/0/folderPath").asText());
            JsonNode run = restore(keeper, "azmon", "{\"apply\":true,\"select\":{\"folders\":[\"rg-b\"]}}");
            assertEquals("succeeded", run.path("state").asText(), run::toString);
            assertEquals(panels(before), panels(monitor.dataPlane().dashboardJson(uid)));
            JsonNode resource = monitor.manager().resource(id);
            assertNotNull(resource);
            assertEquals("sandbox", resource.at("/tags/made-by").asText());
            JsonNode after = backUp(keeper, "azmon");
            assertEquals(0, after.path("result").path("newObjects").asInt(), after::toString);

            JsonNode elsewhere =
                    restore(keeper, "azmon", "{\"apply\":true,\"to\":\"demo\",\"select\":{\"folders\":[\"rg-c\"]}}");
            assertEquals("succeeded", elsewhere.path("state").asText(), elsewhere::toString);
            assertEquals(EACH, lab.dashboardUids().size());
        }
    }

    @Test
    void singleDashboardsComeChangeGoBackAndGo() throws Exception {
        try (Stage stage = Stage.start(Path.of("target", "acceptance", "monitor-single"))) {
            AzureMonitor monitor = stage.monitor();
            monitor.manager().putGroup("rg-a", "westeurope");
            monitor.put("rg-a", "other", "Other");
            KeeperApi keeper = new KeeperApi(stage.app("targets:\n" + monitor.target("azmon", "rg-a")));
            assertEquals("succeeded", backUp(keeper, "azmon").path("state").asText());
            String route = "targets/azmon/dashboards";

            String model =
                    "{\"dashboard\":{\"uid\":\"orders\",\"title\":\"Orders\",\"panels\":[{\"id\":1,\"max\":1.0}]}";
            JsonNode created = keeper.postForJson(route, model + "}", 200);
            assertEquals("created", created.path("action").asText(), created::toString);
            String uid = created.path("uid").asText();
            assertEquals(AzureMonitor.uid(AzureMonitor.id("rg-a", "orders")), uid);
            assertNotNull(monitor.manager().resource(AzureMonitor.id("rg-a", "orders")));
            long version = created.path("version").asLong();
            JsonNode updated = keeper.postForJson(route, model.replace("1.0", "2.0") + ",\"overwrite\":true}", 200);
            assertEquals("updated", updated.path("action").asText(), updated::toString);

            String versions = route + "/orders/versions";
            assertEquals(
                    version + 1, keeper.get(versions).at("/versions/0/version").asLong());
            JsonNode back = keeper.postForJson(versions + "/" + version + "/restore", "", 200);
            assertEquals("restored", back.path("action").asText(), back::toString);
            assertTrue(monitor.dataPlane().dashboardJson(uid).contains("\"max\":1.0"));

            JsonNode deleted = keeper.delete(route + "/orders");
            assertNull(monitor.manager().resource(AzureMonitor.id("rg-a", "orders")), deleted::toString);
            JsonNode manifest =
                    keeper.get("targets/azmon/backups/" + deleted.path("backup").asText());
            assertEquals("complete", manifest.path("state").asText());
            assertEquals("items", manifest.path("scope").asText());
            assertEquals(2, manifest.path("items").size());
            String body = "{\"apply\":true,\"backup\":\"" + manifest.path("id").asText() + "\"}";
            assertEquals(
                    "succeeded", restore(keeper, "azmon", body).path("state").asText());
            assertTrue(monitor.dataPlane().dashboardJson(uid).contains("\"max\":1.0"));
        }
    }

    @Test
    void aListingThatFailsOrIsForbiddenFailsTheRunAndSaysSo() throws Exception {
        try (Stage stage = Stage.start(Path.of("target", "acceptance", "monitor-denied"))) {
            AzureMonitor monitor = filled(stage);
            String targets = monitor.target("azmon", "rg-a", "rg-b", "rg-c") + monitor.target("all");
            KeeperApi keeper = new KeeperApi(stage.app("targets:\n" + targets));
            FakeResourceManager manager = monitor.manager();
            manager.faults()
                    .when(
                            call -> call.query("$skipToken")
                                    .filter("80"::equals)
                                    .isPresent(),
                            Fault.status(400, "{\"error\":{\"code\":\"Bad\",\"message\":\"the page is gone\"}}"));
            JsonNode failed = backUp(keeper, "all");
            assertEquals("failed", failed.path("state").asText(), failed::toString);
            assertTrue(failed.path("error").asText().contains("the page is gone"), failed::toString);
            manager.faults().clear();

            manager.deny("rg-b");
            JsonNode denied = backUp(keeper, "azmon");
            assertEquals("failed", denied.path("state").asText(), denied::toString);
            String error = denied.path("error").asText();
            assertTrue(error.contains("/resourceGroups/rg-b/"), error);
            assertTrue(error.contains("Monitoring Reader"), error);
            JsonNode check = keeper.get("targets/azmon/check");
            assertFalse(check.path("ok").asBoolean(), check::toString);
            assertEquals(error, check.path("error").asText());
            assertEquals(0, keeper.get("targets/azmon/backups").path("backups").size());
        }
    }

    private static AzureMonitor filled(Stage stage) throws Exception {
        AzureMonitor monitor = stage.monitor();
        for (String group : GROUPS) {
            monitor.manager().putGroup(group, "westeurope");
            for (int i = 0; i < EACH; i++) {
                monitor.put(group, "board-" + i, "Board " + i + " of " + group);
            }
        }
        return monitor;
    }

    private static String panels(String model) throws Exception {
        return new ObjectMapper().readTree(model).path("panels").toString();
    }

    private static JsonNode backUp(KeeperApi keeper, String target) throws Exception {
        return keeper.await(keeper.startBackup(target), run -> {});
    }

    private static JsonNode restore(KeeperApi keeper, String target, String body) throws Exception {
        JsonNode run = keeper.postForJson("targets/" + target + "/restores", body, 202);
        return keeper.await(run.path("id").asText(), record -> {});
    }
}
