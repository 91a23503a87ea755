package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Faults;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BackupIT {
    @ParameterizedTest
    @EnumSource(Flavour.class)
    void keepsEveryDashboardOfEveryGrafanaFieldForField(Flavour flavour) throws Exception {
        FakeGrafana grafana = Scene.grafana(flavour);
        grafana.seedSamples();
        try (Scene scene = Scene.start("field-for-field-" + flavour, grafana)) {
            JsonNode run = scene.backUp();
            assertEquals("succeeded", run.path("state").asText(), run::toString);
            JsonNode manifest = scene.manifest("latest");
            assertEquals("complete", manifest.path("state").asText());
            Set<String> kept = Scene.items(manifest, "dashboard").stream()
                    .map(item -> item.path("uid").asText())
                    .collect(Collectors.toSet());
            assertEquals(new HashSet<>(grafana.dashboardUids()), kept);
            for (String uid : kept) {
                assertEquals(scene.given(uid), scene.stored("latest", uid));
            }
            assertEquals(
                    grafana.folderTree().keySet(),
                    Scene.items(manifest, "folder").stream()
                            .map(item -> item.path("uid").asText())
                            .collect(Collectors.toSet()));
            assertEquals(2, Scene.items(manifest, "data-source").size());
            assertEquals(1, Scene.items(manifest, "library-panel").size());
        }
    }

    @Test
    void writesOneObjectForOneChangedDashboardAndNoneForNoChange() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        grafana.seedSamples();
        try (Scene scene = Scene.start("incremental", grafana)) {
            scene.backUp();
            assertEquals(0, scene.backUp().path("result").path("newObjects").asInt());
            String uid = grafana.dashboardUids().get(0);
            grafana.touchDashboard(uid, model -> model.put("description", "changed"));
            assertEquals(1, scene.backUp().path("result").path("newObjects").asInt());
            // Saved again with nothing changed: Grafana counts a new version, the content is the same object.
            grafana.touchDashboard(uid, model -> {});
            JsonNode resaved = scene.backUp();
            assertEquals(0, resaved.path("result").path("newObjects").asInt());
            assertEquals(4, scene.backups().size());
        }
    }

    @Test
    void namesEveryFailedItemWhenAnythingStaysUnreadable() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        grafana.seedSamples();
        String uid = grafana.dashboardUids().get(0);
        grafana.faults()
                .intercept(exchange -> exchange.path().equals("/api/dashboards/uid/" + uid)
                        ? Fault.status(500, "{\"message\":\"broken\"}")
                        : Fault.pass());
        try (Scene scene = Scene.start("partial", grafana)) {
            JsonNode run = scene.backUp();
            assertEquals("partial", run.path("state").asText());
            assertEquals(1, run.path("failures").size());
            assertEquals(uid, run.path("failures").path(0).path("uid").asText());
            assertTrue(run.path("failures").path(0).path("reason").asText().contains("broken"));
            assertEquals("partial", scene.manifest("latest").path("state").asText());
        }
    }

    @Test
    void losesNothingSilentlyBehindABadNetwork() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        for (int i = 0; i < 400; i++) {
            grafana.putDashboard("", dashboard(i));
        }
        grafana.faults()
                .install(Faults.random(7)
                        .tooMany(0.10, null)
                        .reset(0.03)
                        .cutBody(0.01)
                        .html(0.01)
                        .readsOnly());
        try (Scene scene = Scene.start("bad-network", grafana)) {
            JsonNode run = scene.backUp();
            JsonNode manifest = scene.manifest(run.path("result").path("backup").asText());
            Set<String> accounted = Scene.items(manifest, "dashboard").stream()
                    .map(item -> item.path("uid").asText())
                    .collect(Collectors.toSet());
            run.path("failures")
                    .forEach(failure -> accounted.add(failure.path("uid").asText()));
            assertEquals(new HashSet<>(grafana.dashboardUids()), accounted);
        }
    }

    @Test
    void failsWithoutAManifestWhenGrafanaIsAwayOrRefuses() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        grafana.seedSamples();
        try (Scene scene = Scene.start("outage", grafana)) {
            grafana.faults().outage(Faults.Outage.CLOSED);
            JsonNode waiting = scene.keeper().awaitAttempt(scene.keeper().startBackup("demo"));
            assertEquals("failed", waiting.path("state").asText(), waiting::toString);
            String why = waiting.path("error").asText();
            assertTrue(why.contains("away") && why.contains("it is tried again"), why);
            assertTrue(waiting.path("finished").isNull());
            grafana.faults().clear();
            grafana.faults()
                    .intercept(exchange -> exchange.path().equals("/api/search")
                            ? Fault.status(403, "{\"message\":\"no\"}")
                            : Fault.pass());
            assertFailed(scene, "assign Grafana Admin");
            grafana.faults().clear();
            grafana.revoke(scene.token());
            assertFailed(scene, "401");
            assertEquals(List.of(), scene.backups());
        }
    }

    @Test
    void refusesWhatItDoesNotKnowWithAProblemDocument() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        try (Scene scene = Scene.start("problems", grafana)) {
            HttpResponse<String> noTarget = scene.keeper().send("targets/nope/backups");
            assertEquals(404, noTarget.statusCode());
            assertTrue(noTarget.body().contains("\"allowed\":[\"demo\"]"), noTarget::body);
            assertEquals(
                    "application/problem+json",
                    noTarget.headers().firstValue("Content-Type").orElse(""));
            assertEquals(404, scene.keeper().send("targets/demo/backups/latest").statusCode());
            assertEquals(400, scene.keeper().send("targets/demo/backups/..%2Fx").statusCode());
            assertEquals(
                    400, scene.keeper().send("targets/demo/backups?limit=0").statusCode());
            assertEquals(400, scene.keeper().send("runs/nope").statusCode());
            assertEquals(
                    404, scene.keeper().send("runs/20260101T000000Z-00000000").statusCode());
            assertEquals(200, scene.keeper().send("health").statusCode());
        }
    }

    static byte[] dashboard(int number) {
        return ("{\"uid\":\"d" + number + "\",\"title\":\"Dashboard " + number
                        + "\",\"schemaVersion\":39,\"panels\":[{\"id\":1,\"max\":" + number + ".0}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void assertFailed(Scene scene, String why) throws Exception {
        JsonNode run = scene.keeper().await(scene.keeper().startBackup("demo"), record -> {});
        assertEquals("failed", run.path("state").asText());
        assertTrue(run.path("error").asText().contains(why), run::toString);
        assertFalse(run.path("finished").isNull());
    }
}
