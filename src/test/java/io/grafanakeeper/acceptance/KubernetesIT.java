package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Backs up through the Kubernetes-style API in an app whose heap is far smaller than what is listed. */
final class KubernetesIT {
    private static final String LIST = "GET /apis/dashboard.grafana.app/:version/namespaces/:namespace/dashboards";
    private static final int DASHBOARDS = 601;
    private static final int PANELS = 420;

    @Test
    void listsPagesLargerThanHalfTheHeap() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V13_1);
        Random random = new Random(6);
        long bytes = 0;
        for (int i = 0; i < DASHBOARDS; i++) {
            byte[] dashboard = dashboard(i, random);
            bytes += dashboard.length;
            grafana.putDashboard("", dashboard);
        }
        assertTrue(bytes / DASHBOARDS > 120_000, "a page of 500 is some 60 MB");
        try (Scene scene = Scene.start("kubernetes", grafana, "-Xmx128m")) {
            JsonNode run = scene.backUp();
            assertEquals("succeeded", run.path("state").asText(), run::toString);
            assertEquals(
                    DASHBOARDS,
                    Scene.items(scene.manifest("latest"), "dashboard").size());
            assertEquals(2 + 1, grafana.requests().count(LIST));
            assertEquals(0, grafana.requests().count("GET /api/dashboards/uid/:uid"));
            assertEquals(scene.given("d7"), scene.stored("latest", "d7"));

            JsonNode diff = scene.keeper().get("targets/demo/diff?to=live&kind=dashboard");
            assertEquals(DASHBOARDS, diff.path("unchanged").asInt(), diff::toString);
        }
    }

    private static byte[] dashboard(int number, Random random) {
        StringBuilder json = new StringBuilder("{\"uid\":\"d" + number + "\",\"title\":\"Dashboard " + number
                + "\",\"schemaVersion\":39,\"panels\":[");
        for (int panel = 0; panel < PANELS; panel++) {
            json.append(panel == 0 ? "" : ",")
                    .append("{\"id\":")
                    .append(panel)
                    .append(",\"type\":\"timeseries\",\"title\":\"Requests of service ")
                    .append(random.nextInt(1000))
                    .append(
                            "\",\"datasource\":{\"type\":\"prometheus\",\"uid\":\"prom\"},\"gridPos\":{\"h\":8,\"w\":12,\"x\":0,\"y\":")
                    .append(panel * 8)
                    .append(
                            "},\"fieldConfig\":{\"defaults\":{\"unit\":\"reqps\",\"custom\":{\"lineWidth\":1,\"fillOpacity\":10}},")
                    .append(
                            "\"overrides\":[]},\"targets\":[{\"refId\":\"A\",\"expr\":\"sum by (le, service) (rate(http_requests_total{")
                    .append("code=\\\"")
                    .append(random.nextInt(600))
                    .append("\\\"}[5m]))\"}]}");
        }
        return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
