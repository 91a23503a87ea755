package io.grafanakeeper.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.AzureResource;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.azure.FakeIdentity;
import io.grafanakeeper.sandbox.azure.FakeResourceManager;
import io.grafanakeeper.sandbox.azure.Fault;
import io.grafanakeeper.settings.Monitor;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonitorDashboardsTest {
    private static final String SUBSCRIPTION = "00000000-0000-0000-0000-00000000000a";
    private static final AzureResource WEST = new AzureResource("westeurope", Map.of("team", "a"));

    private final List<String> made = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final FakeIdentity identity;
    private final FakeResourceManager manager;

    MonitorDashboardsTest() throws IOException {
        identity = FakeIdentity.start();
        manager = FakeResourceManager.start(identity, made::add, deleted::add);
        manager.putGroup("rg-a", "westeurope");
        manager.putGroup("rg-b", "northeurope");
    }

    @AfterEach
    void stop() {
        manager.close();
        identity.close();
    }

    @Test
    void listsEveryPageOfEveryResourceGroupOnce() {
        for (int i = 0; i < 90; i++) {
            manager.put(id("rg-a", "d" + i).resourceId(), "westeurope", Map.of("n", "" + i));
        }
        manager.put(id("rg-b", "other").resourceId(), "northeurope", Map.of());

        assertEquals(91, dashboards("rg-a", "rg-b", "RG-A").list().size());
        assertEquals(90, dashboards("rg-a").list().size());
        List<MonitorDashboard> all = dashboards().list();
        assertEquals(91, all.size());
        assertTrue(all.contains(
                new MonitorDashboard(id("rg-a", "d7"), new AzureResource("westeurope", Map.of("n", "7")))));
    }

    @Test
    void followsNoLinkToAnotherHost() {
        for (String link :
                List.of("https://elsewhere.example/next", "http://management.azure.com/next", "no url at all")) {
            int before = manager.requests();
            manager.faults().next(Fault.status(200, "{\"value\":[],\"nextLink\":\"" + link + "\"}"));
            ServiceException refused = assertThrows(
                    ServiceException.class, () -> dashboards("rg-a").list());
            assertFalse(refused.retryable());
            assertEquals(1, manager.requests() - before);
        }
    }

    @Test
    void endsAListWhoseLinksLeadInACircle() {
        String link = manager.uri() + id("rg-a", "x").resourceId() + "?next";
        Fault again = Fault.status(200, "{\"value\":[],\"nextLink\":\"" + link + "\"}");
        manager.faults().next(again, again, again);
        ServiceException refused =
                assertThrows(ServiceException.class, () -> dashboards("rg-a").list());
        assertTrue(String.valueOf(refused.getMessage()).contains("circle"), refused::getMessage);
    }

    @Test
    void waitsAsLongAsThrottlingAsks() {
        manager.put(id("rg-a", "one").resourceId(), "westeurope", Map.of());
        manager.faults().next(Fault.throttled(Duration.ofSeconds(1)));
        long start = System.nanoTime();
        assertEquals(1, dashboards("rg-a").list().size());
        assertTrue(System.nanoTime() - start >= Duration.ofSeconds(1).toNanos());
    }

    @Test
    void makesAndDeletesAndWaitsUntilItIsDone() {
        MonitorDashboards dashboards = dashboards("rg-a");
        DashboardId id = id("rg-a", "new");
        dashboards.create(id, WEST);
        assertEquals(List.of(id.resourceId()), made);
        assertEquals(List.of(new MonitorDashboard(id, WEST)), dashboards.list());
        dashboards.create(id, WEST);
        assertEquals(1, made.size());

        dashboards.delete(id.uid());
        assertEquals(List.of(id.resourceId()), deleted);
        assertNull(manager.resource(id.resourceId()));
        dashboards.delete(id.uid());
        assertEquals(1, deleted.size());
    }

    @Test
    void tellsWhyAnOperationFailedInTheEnd() {
        manager.faults()
                .next(
                        Fault.none(),
                        Fault.status(
                                200,
                                "{\"status\":\"Failed\",\"error\":{\"code\":\"Quota\",\"message\":\"too many dashboards\"}}"));
        ServiceException failed =
                assertThrows(ServiceException.class, () -> dashboards("rg-a").create(id("rg-a", "new"), WEST));
        assertTrue(String.valueOf(failed.getMessage()).contains("too many dashboards"), failed::getMessage);
        assertFalse(failed.retryable());
    }

    @Test
    void waitsForAResourceThatSaysNothingButItsState() {
        DashboardId id = id("rg-a", "slow");
        manager.put(id.resourceId(), "westeurope", Map.of());
        manager.faults()
                .next(Fault.status(
                        201,
                        Map.of("Content-Type", "application/json", "Retry-After", "0"),
                        "{\"properties\":{\"provisioningState\":\"Creating\"}}"));
        int before = manager.requests();
        dashboards("rg-a").create(id, WEST);
        assertEquals(2, manager.requests() - before);
    }

    @Test
    void keepsToItsOwnResourceGroups() {
        MonitorDashboards dashboards = dashboards("RG-A");
        manager.put(id("rg-b", "foreign").resourceId(), "westeurope", Map.of());
        for (String uid : List.of(id("rg-b", "foreign").uid(), "abc", "")) {
            assertThrows(ProblemException.class, () -> dashboards.delete(uid));
        }
        assertNotNull(manager.resource(id("rg-b", "foreign").resourceId()));
        assertTrue(dashboards.covers(id("rg-a", "x")));
        assertEquals("northeurope", dashboards.location(id("rg-b", "x")).orElseThrow());
        assertTrue(dashboards.location(id("rg-none", "x")).isEmpty());
    }

    @Test
    void saysWhichRoleIsMissingWhere() {
        manager.deny("rg-b");
        ServiceException denied = assertThrows(
                ServiceException.class, () -> dashboards("rg-a", "rg-b").list());
        assertTrue(String.valueOf(denied.getMessage()).contains("/resourceGroups/rg-b/"), denied::getMessage);
        assertTrue(String.valueOf(denied.getMessage()).contains("Monitoring Reader"), denied::getMessage);
    }

    @Test
    void readsAnIdHoweverItIsSpelled() {
        String spelled = "/subscriptions/S/resourcegroups/Rg/providers/microsoft.dashboard/Dashboards/Name";
        DashboardId id = DashboardId.parse(spelled).orElseThrow();
        assertEquals("subscriptions~S~resourceGroups~Rg~providers~Microsoft.Dashboard~dashboards~Name", id.uid());
        assertEquals(id, DashboardId.parse(id.uid()).orElseThrow());
        assertTrue(DashboardId.parse("a-short-uid").isEmpty());
        assertTrue(DashboardId.parse(spelled + "/more").isEmpty());
        assertTrue(DashboardId.parse(spelled.replace("Name", "")).isEmpty());
    }

    private MonitorDashboards dashboards(String... groups) {
        String token = identity.token(FakeResourceManager.AUDIENCE);
        return new MonitorDashboards(
                new GrafanaClient(
                        manager.uri(),
                        SecretCredential.bearer(() -> token, Clock.systemUTC()),
                        null,
                        Limits.of(4, null),
                        GrafanaClient.transport(),
                        Clock.systemUTC()),
                new Monitor(SUBSCRIPTION, List.of(groups)));
    }

    private static DashboardId id(String group, String name) {
        return new DashboardId(SUBSCRIPTION, group, name);
    }
}
