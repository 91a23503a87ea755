package io.grafanakeeper.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.sandbox.AzureMonitor;
import io.grafanakeeper.sandbox.azure.Fault;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Creates, updates and deletes dashboards of Azure Monitor, and goes back in their history. */
class MonitorDashboardTest {
    private static final String PANELS = "\"panels\":[{\"id\":1,\"max\":1.0}]";
    private static final String MODEL = "{\"title\":\"Orders of today\"," + PANELS + "}";

    private final MonitorStand stand = new MonitorStand();

    MonitorDashboardTest() throws IOException {}

    @AfterEach
    void stop() {
        stand.close();
    }

    @Test
    void makesTheResourceAndSavesTheModelIntoIt() throws IOException {
        Said said = stand.save("one", "{\"dashboard\":" + MODEL + ",\"message\":\"from the pipeline\"}");
        assertEquals("200 created true", state(said) + " " + said.at("/generatedUid"), said::text);
        String name = said.at("/azure/name");
        assertTrue(name.matches("orders-of-today-[0-9a-f]{8}"), name);
        String id = AzureMonitor.id("rg-a", name);
        assertEquals(AzureMonitor.uid(id), said.at("/uid"));
        JsonNode resource = stand.azure.manager().resource(id);
        assertNotNull(resource);
        assertEquals("westeurope", resource.path("location").asText());
        assertEquals("1.0", LosslessJson.text(model(said.at("/uid")).at("/panels/0/max")));
        assertEquals("200 unchanged", state(stand.save("one", "{\"dashboard\":" + MODEL + "}")));
        Said versions = stand.call("GET", "one/dashboards/" + name + "/versions?limit=1");
        assertEquals("from the pipeline true", versions.at("/versions/0/message") + " " + versions.at("/more"));
    }

    @Test
    void takesResourceGroupNameAndRegionFromTheRequest() {
        String azure = "\"azure\":{\"resourceGroup\":\"RG-B\",\"name\":\"Orders\",\"location\":\"eastus\"}";
        Said said = stand.save("two", "{\"dashboard\":" + MODEL + "," + azure + "}");
        assertEquals("200 created", state(said), said::text);
        assertEquals(AzureMonitor.uid(AzureMonitor.id("rg-b", "Orders")), said.at("/uid"));
        JsonNode resource = stand.azure.manager().resource(AzureMonitor.id("rg-b", "Orders"));
        assertNotNull(resource);
        assertEquals("eastus", resource.path("location").asText());
        assertEquals("200 unchanged", state(stand.save("two", "{\"dashboard\":" + MODEL + "," + azure + "}")));
        String elsewhere = azure.replace("eastus", "West US");
        assertEquals(
                "409 azure.location", refusal(stand.save("two", "{\"dashboard\":" + MODEL + "," + elsewhere + "}")));
    }

    @Test
    void updatesWhatIsThereByUidOrName() throws IOException {
        String uid = stand.azure.put("rg-b", "board", "Board");
        String changed = "{\"uid\":\"" + uid + "\",\"title\":\"Board\",\"panels\":[],\"x\":2}";
        Said refused = stand.save("two", "{\"dashboard\":" + changed + "}");
        assertEquals("409 overwrite version-mismatch", refusal(refused) + " " + refused.at("/grafanaStatus"));
        Said said = stand.save("two", "{\"dashboard\":" + changed + ",\"overwrite\":true}");
        assertEquals("200 updated", state(said), said::text);
        // Azure does not tell upper case from lower, and the only dashboard of the name is the one that is meant.
        String byName =
                "{\"dashboard\":{\"uid\":\"BOARD\",\"title\":\"Board\",\"panels\":[],\"x\":3},\"overwrite\":true}";
        assertEquals(uid, stand.save("two", byName).at("/uid"));
        assertEquals("3", model(uid).path("x").asText());
        assertEquals(1, stand.azure.dataPlane().dashboardUids().size());
        JsonNode resource = stand.azure.manager().resource(AzureMonitor.id("rg-b", "board"));
        assertNotNull(resource);
        assertEquals("sandbox", resource.at("/tags/made-by").asText());
    }

    @Test
    void doesNotTakeADashboardForMissingThatTheListingDoesNotShowYet() throws IOException {
        String uid = stand.azure.put("rg-a", "board", "Board");
        stand.azure.manager().listLate(AzureMonitor.id("rg-a", "board"));
        String before = model(uid).toString();
        Said refused =
                stand.save("one", "{\"dashboard\":{\"uid\":\"board\",\"title\":\"Board\",\"panels\":[],\"x\":2}}");
        assertEquals("409 overwrite", refusal(refused), refused::text);
        assertEquals(before, model(uid).toString());
        JsonNode resource = stand.azure.manager().resource(AzureMonitor.id("rg-a", "board"));
        assertNotNull(resource);
        assertEquals("sandbox", resource.at("/tags/made-by").asText());
    }

    @Test
    void refusesWhatAzureMonitorCannotTake() {
        assertEquals("400 folderUid", refusal(stand.save("one", "{\"dashboard\":" + MODEL + ",\"folderUid\":\"f\"}")));
        String library = MODEL.replace("\"id\":1", "\"id\":1,\"libraryPanel\":{\"uid\":\"l\",\"name\":\"L\"}");
        assertEquals("400 dashboard.panels", refusal(stand.save("one", "{\"dashboard\":" + library + "}")));
        String second =
                "{\"apiVersion\":\"dashboard.grafana.app/v2\",\"kind\":\"Dashboard\",\"spec\":{\"title\":\"S\"}}";
        assertEquals("400 dashboard.apiVersion", refusal(stand.save("one", "{\"dashboard\":" + second + "}")));
        assertEquals("400 dashboard.title", refusal(stand.save("one", "{\"dashboard\":{\"panels\":[]}}")));
        assertEquals(
                "400 azure.name",
                refusal(stand.save("one", "{\"dashboard\":" + MODEL + ",\"azure\":{\"name\":\"1-\"}}")));
        Said group = stand.save("two", "{\"dashboard\":" + MODEL + "}");
        assertEquals("400 azure.resourceGroup rg-b", refusal(group) + " " + group.at("/allowed/1"));
        for (String target : new String[] {"one", "two", "all"}) {
            String wrong = target.equals("all") ? "rg-c/../x" : "rg-c";
            assertEquals(
                    "400 azure.resourceGroup",
                    refusal(stand.save(
                            target, "{\"dashboard\":" + MODEL + ",\"azure\":{\"resourceGroup\":\"" + wrong + "\"}}")));
        }
        assertEquals(
                "400 azure.resourceGroup",
                refusal(stand.save("all", "{\"dashboard\":" + MODEL + ",\"azure\":{\"resourceGroup\":\"rg-none\"}}")));
        assertEquals(
                "400 azure.region",
                refusal(stand.save("one", "{\"dashboard\":" + MODEL + ",\"azure\":{\"region\":\"x\"}}")));
        assertEquals(0, stand.azure.dataPlane().dashboardUids().size());
    }

    @Test
    void neverTouchesADashboardOutsideOfTheTarget() {
        String foreign = stand.azure.put("rg-b", "board", "Board");
        String elsewhere = foreign.replace(AzureMonitor.SUBSCRIPTION, "11111111-0000-0000-0000-00000000000b");
        for (String uid : new String[] {foreign, elsewhere}) {
            String model = MODEL.replace("{\"title\"", "{\"uid\":\"" + uid + "\",\"title\"");
            assertEquals(
                    "400 dashboard.uid",
                    refusal(stand.save("one", "{\"dashboard\":" + model + ",\"overwrite\":true}")));
            assertEquals("404 uid", refusal(stand.call("DELETE", "one/dashboards/" + uid)));
            assertEquals("404 uid", refusal(stand.call("GET", "one/dashboards/" + uid + "/versions")));
            assertEquals("404 uid", refusal(stand.call("POST", "one/dashboards/" + uid + "/versions/1/restore")));
        }
        assertEquals("404 uid", refusal(stand.call("DELETE", "one/dashboards/board")));
        assertEquals(1, stand.azure.dataPlane().dashboardUids().size());
    }

    @Test
    void tellsWhichOnesBearANameThatIsNotEnough() {
        stand.azure.put("rg-a", "board", "Board");
        stand.azure.put("rg-b", "board", "Board");
        Said said = stand.call("DELETE", "two/dashboards/board");
        assertEquals("409 uid", refusal(said));
        assertEquals(AzureMonitor.uid(AzureMonitor.id("rg-b", "board")), said.at("/allowed/1"));
        assertEquals(200, stand.call("DELETE", "one/dashboards/board").status());
    }

    @Test
    void goesOnWithTheEmptyResourceOfASaveThatFailed() throws IOException {
        AtomicInteger saves = new AtomicInteger();
        stand.azure
                .dataPlane()
                .faults()
                .intercept(
                        exchange -> exchange.route().equals("POST /api/dashboards/db") && saves.incrementAndGet() <= 2
                                ? io.grafanakeeper.sandbox.grafana.Fault.status(saves.get() == 1 ? 400 : 404, "no")
                                : io.grafanakeeper.sandbox.grafana.Fault.pass());
        String body = "{\"dashboard\":{\"uid\":\"orders\",\"title\":\"Orders\"," + PANELS + "}}";
        String uid = AzureMonitor.uid(AzureMonitor.id("rg-a", "orders"));
        Said rejected = stand.save("one", body);
        assertEquals("400 dashboard " + uid, refusal(rejected) + " " + rejected.at("/emptyResource"));
        Said unknown = stand.save("one", body);
        assertEquals(503, unknown.status(), unknown::text);
        assertTrue(unknown.at("/detail").contains("made and still empty: send the same request again"), unknown::text);
        assertEquals("0", Integer.toString(model(uid).path("panels").size()));

        Said third = stand.save("one", body);
        assertEquals("200 created false", state(third) + " " + third.at("/generatedUid"), third::text);
        assertEquals("1.0", LosslessJson.text(model(uid).at("/panels/0/max")));
    }

    @Test
    void makesTheModelsOwnUidItsNameAndEveryOtherTextALegalOne() {
        Said said =
                stand.save("one", "{\"dashboard\":" + MODEL.replace("{\"title\"", "{\"uid\":\"a_b\",\"title\"") + "}");
        assertTrue(said.at("/azure/name").matches("a-b-[0-9a-f]{8}"), said::text);
        Said other = stand.save("one", "{\"dashboard\":{\"title\":\"今日\",\"panels\":[]}}");
        assertTrue(other.at("/azure/name").matches("d-[0-9a-f]{8}"), other::text);
    }

    @Test
    void fillsInTheInputsOfASharedDashboardByTheUidsOfDataSources() throws IOException {
        stand.azure.dataPlane().seedSamples();
        String export = "{\"dashboard\":{\"uid\":\"shared\",\"title\":\"Shared\",\"__inputs\":[{\"name\":\"DS\","
                + "\"type\":\"datasource\",\"pluginId\":\"prometheus\"}],\"panels\":[{\"datasource\":{\"uid\":\"${DS}\"}}]}";
        Said missing = stand.save("one", export + "}");
        assertEquals("400 inputs DS", refusal(missing) + " " + missing.at("/missing/0/name"));
        assertEquals("400 inputs.DS", refusal(stand.save("one", export + ",\"inputs\":{\"DS\":\"Prometheus\"}}")));
        Said said = stand.save("one", export + ",\"inputs\":{\"DS\":\"prom\"}}");
        assertEquals("200 created", state(said), said::text);
        assertEquals(
                "prom", model(said.at("/uid")).at("/panels/0/datasource/uid").asText());
    }

    @Test
    void backsUpFirstAndDeletesTheResource() throws IOException {
        String uid = stand.azure.put("rg-a", "board", "Board");
        stand.azure.put("rg-a", "other", "Other");
        Said said = stand.call("DELETE", "one/dashboards/board");
        assertEquals("200 true " + uid, said.status() + " " + said.at("/deleted") + " " + said.at("/uid"), said::text);
        assertNull(stand.azure.manager().resource(AzureMonitor.id("rg-a", "board")));
        assertEquals(1, stand.azure.dataPlane().dashboardUids().size());
        Manifest made = stand.store.readManifest("one", said.at("/backup")).orElseThrow();
        assertEquals(BackupState.PARTIAL, made.state());
        Item item = made.item(ItemKind.DASHBOARD, uid).orElseThrow();
        assertEquals("rg-a", item.folderPath());
        assertNotNull(item.azure());
        assertEquals("westeurope", item.azure().location());
        assertEquals("sandbox", item.azure().tags().get("made-by"));
        assertEquals(
                "Requests of board",
                LosslessJson.read(stand.store.readObject("one", item.sha256()).orElseThrow())
                        .at("/panels/0/title")
                        .asText());
        assertEquals("404 uid", refusal(stand.call("DELETE", "one/dashboards/board")));
    }

    @Test
    void deletesNothingThatIsLockedOrCannotBeRead() {
        stand.azure.put("rg-a", "board", "Board");
        stand.azure
                .manager()
                .faults()
                .when(
                        call -> call.method().equals("DELETE"),
                        Fault.status(
                                409, "{\"error\":{\"code\":\"ScopeLocked\",\"message\":\"the scope is locked\"}}"));
        Said said = stand.call("DELETE", "one/dashboards/board");
        assertEquals("409 uid", refusal(said));
        assertTrue(said.at("/detail").contains("the scope is locked; nothing was deleted"), said::text);
        stand.azure.manager().faults().clear();
        stand.azure.manager().deny("rg-a");
        assertEquals(503, stand.call("DELETE", "one/dashboards/board").status());
        assertEquals(1, stand.azure.dataPlane().dashboardUids().size());
    }

    @Test
    void goesBackInTheHistoryByTheNumber() throws IOException {
        String uid = stand.azure.put("rg-a", "board", "Board");
        stand.azure.dataPlane().touchDashboard(uid, model -> model.put("x", "late"));
        // What is outside of Azure Monitor's API need not be a mere 404.
        stand.azure
                .dataPlane()
                .faults()
                .intercept(exchange -> exchange.path().matches("/api/dashboards/uid/.*/restore")
                        ? io.grafanakeeper.sandbox.grafana.Fault.status(403, "no")
                        : io.grafanakeeper.sandbox.grafana.Fault.pass());
        Said list = stand.call("GET", "one/dashboards/board/versions");
        assertEquals(uid + " 2", list.at("/uid") + " " + list.at("/versions/0/version"), list::text);
        Said shown = stand.call("GET", "one/dashboards/" + uid + "/versions/1");
        assertEquals("Board", shown.at("/dashboard/title"), shown::text);
        Said said = stand.call("POST", "one/dashboards/board/versions/1/restore");
        assertEquals("200 restored 3", state(said) + " " + said.at("/version"), said::text);
        assertTrue(model(uid).path("x").isMissingNode());
        assertEquals("200 unchanged", state(stand.call("POST", "one/dashboards/board/versions/1/restore")));
        assertEquals("404 version", refusal(stand.call("POST", "one/dashboards/board/versions/9/restore")));
        assertEquals(1, stand.azure.dataPlane().requests().count("POST /api/dashboards/id/:id/restore"));
    }

    private JsonNode model(String uid) throws IOException {
        return LosslessJson.read(stand.azure.dataPlane().dashboardJson(uid).getBytes(StandardCharsets.UTF_8));
    }

    private static String state(Said said) {
        return said.status() + " " + said.at("/action");
    }

    private static String refusal(Said said) {
        assertEquals("application/problem+json", said.type(), said::text);
        return said.status() + " " + said.at("/field");
    }
}
