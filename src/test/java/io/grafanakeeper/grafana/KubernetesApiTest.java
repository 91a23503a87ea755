package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Finds single dashboards by the version they are stored in. */
class KubernetesApiTest {
    private static final String GROUP = "/apis/dashboard.grafana.app/";
    private static final String DASHBOARD = "/namespaces/default/dashboards/board";
    private static final String DISCOVERY = "{\"versions\":[{\"version\":\"v1\"},{\"version\":\"v2beta1\"}]}";

    @Test
    void readsADashboardInTheV2VersionThatItIsStoredIn() {
        try (ApiServer server = server(stored("v2beta1"), "{\"apiVersion\":\"dashboard.grafana.app/v2beta1\"}")) {
            assertEquals(
                    "v2beta1",
                    DashboardResource.version(
                            new KubernetesApi(server.client()).findV2("board").orElseThrow()));
        }
    }

    @Test
    void leavesToTheOlderApiWhatIsStoredAsV1() {
        try (ApiServer server = server(stored("v1"), "404")) {
            assertTrue(new KubernetesApi(server.client()).findV2("board").isEmpty());
        }
    }

    @Test
    void leavesToTheOlderApiWhatIsSavedAsV1BetweenTwoReads() {
        Queue<String> asV1 = new ConcurrentLinkedQueue<>(List.of(stored("v2beta1"), stored("v1")));
        try (ApiServer server = server(asV1::remove, stored("v1"))) {
            assertTrue(new KubernetesApi(server.client()).findV2("board").isEmpty());
        }
    }

    @Test
    void doesNotTakeADashboardForAbsentWhoseStoredVersionIsNotServed() {
        try (ApiServer server = server(stored("v2beta1"), "404")) {
            KubernetesApi api = new KubernetesApi(server.client());
            assertThrows(GrafanaException.NotFound.class, () -> api.findV2("board"));
        }
    }

    private static String stored(String version) {
        return "{\"apiVersion\":\"dashboard.grafana.app/v1\",\"status\":{\"conversion\":{\"storedVersion\":\"" + version
                + "\"}}}";
    }

    private static ApiServer server(String asV1, String asV2) {
        return server(() -> asV1, asV2);
    }

    private static ApiServer server(Supplier<String> asV1, String asV2) {
        return new ApiServer(path -> switch (path) {
            case "/api/org" -> "{\"id\":1}";
            case GROUP -> DISCOVERY;
            case GROUP + "v1" + DASHBOARD -> asV1.get();
            case GROUP + "v2beta1" + DASHBOARD -> asV2;
            default -> "500";
        });
    }
}
