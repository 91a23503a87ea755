package io.grafanakeeper.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Faults;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RestoreIT {
    @ParameterizedTest
    @EnumSource(Flavour.class)
    void aWipedGrafanaComesBackBitForBit(Flavour flavour) throws Exception {
        FakeGrafana grafana = Scene.grafana(flavour);
        grafana.seedSamples();
        try (Scene scene = Scene.start("wiped-" + flavour, grafana)) {
            scene.stage().vault().put("hook-password", "hook-secret");
            scene.backUp();
            Map<String, String> folders = grafana.folderTree();
            Map<String, String> dashboards = contents(scene);
            grafana.deleteEverything();
            JsonNode run =
                    restore(scene, "{\"apply\":true,\"secrets\":{\"on-call\":{\"password\":\"hook-password\"}}}");
            // Grafana 7 gives library panels uids of its own, so they are left out there.
            String state = flavour == Flavour.V7_5 ? "partial" : "succeeded";
            assertEquals(state, run.path("state").asText(), run::toString);
            assertEquals(dashboards, contents(scene), run::toString);
            assertEquals(folders, grafana.folderTree());
            JsonNode again = scene.backUp();
            assertEquals("succeeded", again.path("state").asText(), again::toString);
            assertEquals(0, again.path("result").path("newObjects").asInt(), () -> run + "\n" + again);
            JsonNode plan = plan(scene, "{}");
            assertEquals(0, plan.path("counts").path("update").asInt(), plan::toString);
        }
    }

    @Test
    void aWipeTellsExactlyWhichSecretsAreMissing() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        grafana.seedSamples();
        try (Scene scene = Scene.start("wiped-secrets", grafana)) {
            scene.backUp();
            grafana.deleteEverything();
            JsonNode plan = plan(scene, "{}");
            JsonNode point = action(plan, "on-call");
            assertEquals("skipped", point.path("action").asText(), plan::toString);
            assertEquals("[\"password\"]", point.path("secretsToEnter").toString());
            JsonNode policies = action(plan, "root");
            assertEquals("skipped", policies.path("action").asText(), plan::toString);
            assertTrue(policies.path("reason").asText().contains("'On call'"), policies::toString);
            JsonNode run = restore(scene, "{\"apply\":true}");
            assertEquals("partial", run.path("state").asText(), run::toString);
            assertEquals(0, run.path("result").path("failed").asInt(), run::toString);
            assertEquals(2, run.path("failures").size(), run::toString);
            assertFalse(scene.manifest("latest").toString().contains("REDACTED"));
        }
    }

    @Test
    void thePlanTellsAndTouchesNothingUntilItIsApplied() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        grafana.seedSamples();
        try (Scene scene = Scene.start("plan", grafana)) {
            scene.backUp();
            String changed = grafana.dashboardUids().get(0);
            String deleted = grafana.dashboardUids().get(1);
            grafana.touchDashboard(changed, model -> model.put("description", "newer than the backup"));
            delete(scene, deleted);
            assertEquals(
                    404,
                    scene.keeper()
                            .post("targets/demo/restores", "{\"select\":{\"folders\":[\"No such folder\"]}}")
                            .statusCode());
            JsonNode plan = plan(scene, "{\"select\":{\"kinds\":[\"dashboard\"]}}");
            assertEquals("conflict", action(plan, changed).path("action").asText(), plan::toString);
            assertEquals("create", action(plan, deleted).path("action").asText(), plan::toString);
            assertTrue(!grafana.dashboardUids().contains(deleted), "the plan wrote");
            JsonNode run = restore(scene, "{\"apply\":true,\"select\":{\"kinds\":[\"dashboard\"]}}");
            assertEquals("partial", run.path("state").asText());
            assertTrue(grafana.dashboardJson(changed).contains("newer than the backup"), "overwrote what is newer");
            assertTrue(grafana.dashboardUids().contains(deleted));
            JsonNode forced =
                    restore(scene, "{\"apply\":true,\"overwrite\":true,\"select\":{\"uids\":[\"" + changed + "\"]}}");
            assertEquals("succeeded", forced.path("state").asText(), forced::toString);
            assertEquals(scene.stored("latest", changed), scene.given(changed));
        }
    }

    @Test
    void manyDashboardsComeBackThroughALockedDatabase() throws Exception {
        int many = 400;
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        for (int i = 0; i < many; i++) {
            grafana.putDashboard("", BackupIT.dashboard(i));
        }
        try (Scene scene = Scene.start("locked", grafana)) {
            scene.backUp();
            HashSet<String> before = new HashSet<>(grafana.dashboardUids());
            grafana.deleteEverything();
            grafana.faults().maxWriters(4);
            grafana.faults()
                    .install(Faults.random(3)
                            .databaseLocked(0.05)
                            .appliedThenReset(0.02)
                            .writesOnly());
            JsonNode run = restore(scene, "{\"apply\":true}");
            assertEquals("succeeded", run.path("state").asText(), run::toString);
            assertEquals(before, new HashSet<>(grafana.dashboardUids()));
            assertEquals(many, grafana.dashboardUids().size());
        }
    }

    @Test
    void aKilledRestoreIsFinishedByTheNextDelivery() throws Exception {
        FakeGrafana grafana = FakeGrafana.builder()
                .flavour(Flavour.V11_6)
                .roundTrip(Duration.ofMillis(20))
                .build()
                .start();
        grafana.seedSamples();
        for (int i = 0; i < 150; i++) {
            grafana.putDashboard("", BackupIT.dashboard(i));
        }
        try (Scene scene = Scene.start("restore-kill", grafana, KillIT.SHORT_LEASE)) {
            scene.backUp();
            Map<String, String> dashboards = contents(scene);
            Map<String, String> folders = grafana.folderTree();
            grafana.deleteEverything();
            String run = startRestore(scene, "{\"apply\":true,\"select\":{\"kinds\":[\"folder\",\"dashboard\"]}}");
            while (grafana.dashboardUids().size() < 20) {
                Thread.sleep(20);
            }
            scene.restart(KillIT.SHORT_LEASE);
            JsonNode finished = scene.keeper().await(run, record -> {});
            assertEquals("succeeded", finished.path("state").asText(), finished::toString);
            assertEquals(dashboards, contents(scene));
            assertEquals(folders, grafana.folderTree());
        }
    }

    @Test
    void restoresUnderAnotherFolderAndFindsItThereAgain() throws Exception {
        FakeGrafana grafana = Scene.grafana(Flavour.V11_6);
        grafana.seedSamples();
        try (Scene scene = Scene.start("under", grafana)) {
            scene.backUp();
            grafana.deleteEverything();
            JsonNode run = restore(
                    scene,
                    "{\"apply\":true,\"folder\":\"Restored\",\"select\":{\"kinds\":[\"folder\",\"dashboard\"]}}");
            assertEquals("succeeded", run.path("state").asText(), run::toString);
            for (String path : grafana.folderTree().values()) {
                assertTrue(path.equals("Restored") || path.startsWith("Restored/"), path);
            }
            JsonNode plan = plan(scene, "{\"folder\":\"Restored\",\"select\":{\"kinds\":[\"folder\",\"dashboard\"]}}");
            assertEquals(0, plan.path("counts").path("create").asInt(), plan::toString);
        }
    }

    private static Map<String, String> contents(Scene scene) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        for (String uid : scene.grafana().dashboardUids()) {
            contents.put(uid, scene.given(uid));
        }
        return contents;
    }

    private static String startRestore(Scene scene, String body) throws Exception {
        HttpResponse<String> answer = scene.keeper().post("targets/demo/restores", body);
        assertEquals(202, answer.statusCode(), answer::body);
        return new ObjectMapper().readTree(answer.body()).path("id").asText();
    }

    private static JsonNode restore(Scene scene, String body) throws Exception {
        return scene.keeper().await(startRestore(scene, body), record -> {});
    }

    private static JsonNode plan(Scene scene, String body) throws Exception {
        HttpResponse<String> answer = scene.keeper().post("targets/demo/restores", body);
        assertEquals(200, answer.statusCode(), answer::body);
        return new ObjectMapper().readTree(answer.body());
    }

    private static JsonNode action(JsonNode plan, String uid) {
        for (JsonNode action : plan.path("actions")) {
            if (action.path("uid").asText().equals(uid)) {
                return action;
            }
        }
        throw new AssertionError("no action for " + uid + " in " + plan);
    }

    private static void delete(Scene scene, String uid) throws Exception {
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create(scene.grafana().endpoint() + "/api/dashboards/uid/" + uid))
                .header("Authorization", "Bearer " + scene.token())
                .DELETE()
                .build();
        assertEquals(
                200,
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
}
