package io.grafanakeeper.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads Grafana's own history of a dashboard, and goes back in it. */
class VersionsTest {
    @ParameterizedTest
    @EnumSource(Flavour.class)
    void listsTheNewestFirstInOneFormWhateverTheServerAnswers(Flavour flavour) {
        try (DashboardStand stand = threeVersions(flavour)) {
            Said all = stand.call("GET", "lab/dashboards/d/versions");
            assertEquals("3 2 1 ", numbers(all), all::text);
            assertEquals("false", all.at("/more"));
            JsonNode newest = all.json().at("/versions/0");
            assertEquals("third", newest.path("message").asText());
            assertTrue(newest.path("created").asText().startsWith("2026-11-23T06:00:00"));
            assertTrue(newest.has("createdBy"));
            Said two = stand.call("GET", "lab/dashboards/d/versions?limit=2");
            assertEquals("3 2 true", numbers(two) + two.at("/more"), two::text);
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void showsTheModelOfAVersion(Flavour flavour) {
        try (DashboardStand stand = threeVersions(flavour)) {
            Said said = stand.call("GET", "lab/dashboards/d/versions/1");
            assertEquals(200, said.status(), said::text);
            assertEquals("1.0", LosslessJson.text(said.json().at("/dashboard/n")));
            assertEquals("first", said.at("/message"));
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void goesBackToAVersionOnce(Flavour flavour) throws IOException {
        try (DashboardStand stand = threeVersions(flavour)) {
            Said said = stand.call("POST", "lab/dashboards/d/versions/1/restore");
            assertEquals("200 restored 4", said.status() + " " + said.at("/action") + " " + said.at("/version"));
            JsonNode now = LosslessJson.read(stand.grafana.dashboardJson("d").getBytes(StandardCharsets.UTF_8));
            assertEquals("1.0", LosslessJson.text(now.path("n")));
            Said again = stand.call("POST", "lab/dashboards/d/versions/1/restore");
            assertEquals("200 unchanged 4", again.status() + " " + again.at("/action") + " " + again.at("/version"));
            assertEquals("1", stand.call("GET", "lab/dashboards/d/versions").at("/versions/0/restoredFrom"));
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void saysNotFoundForAMissingDashboardOrVersionWhateverTheServerAnswers(Flavour flavour) {
        try (DashboardStand stand = threeVersions(flavour)) {
            assertEquals("404 uid", refusal(stand.call("GET", "lab/dashboards/none/versions")));
            assertEquals("404 uid", refusal(stand.call("GET", "lab/dashboards/none/versions/1")));
            assertEquals("404 uid", refusal(stand.call("POST", "lab/dashboards/none/versions/1/restore")));
            assertEquals("404 version", refusal(stand.call("GET", "lab/dashboards/d/versions/99")));
            assertEquals("404 version", refusal(stand.call("POST", "lab/dashboards/d/versions/99/restore")));
            assertEquals("400 version", refusal(stand.call("GET", "lab/dashboards/d/versions/0")));
            assertEquals("400 version", refusal(stand.call("GET", "lab/dashboards/d/versions/x")));
            assertEquals("400 limit", refusal(stand.call("GET", "lab/dashboards/d/versions?limit=0")));
        }
    }

    @Test
    void takesTheRefusalOfAnIdenticalVersionAfterALostAnswerForWhatItIs() {
        try (DashboardStand stand = threeVersions(Flavour.V11_6)) {
            AtomicBoolean lost = new AtomicBoolean();
            stand.grafana.faults().intercept(exchange -> {
                if (!exchange.path().endsWith("/restore")) {
                    return Fault.pass();
                }
                return lost.compareAndSet(false, true)
                        ? Fault.appliedThenReset()
                        : Fault.status(400, "Current dashboard is identical to the specified version");
            });
            Said said = stand.call("POST", "lab/dashboards/d/versions/1/restore");
            assertEquals("200 restored 4", said.status() + " " + said.at("/action") + " " + said.at("/version"));
        }
    }

    @Test
    void sendsWhoeverWantsAnOldVersionOfTheSecondFormToTheBackups() {
        try (DashboardStand stand = new DashboardStand(Flavour.V13_1)) {
            String v2 =
                    "{\"apiVersion\":\"dashboard.grafana.app/v2\",\"kind\":\"Dashboard\",\"metadata\":{\"name\":\"second\"},"
                            + "\"spec\":{\"title\":\"Second\",\"elements\":{}}}";
            stand.grafana.putDashboard("", v2.getBytes(StandardCharsets.UTF_8));
            assertEquals("1 ", numbers(stand.call("GET", "lab/dashboards/second/versions")));
            assertEquals("409 uid", refusal(stand.call("GET", "lab/dashboards/second/versions/1")));
            assertEquals("409 uid", refusal(stand.call("POST", "lab/dashboards/second/versions/1/restore")));
        }
    }

    private static DashboardStand threeVersions(Flavour flavour) {
        DashboardStand stand = new DashboardStand(flavour);
        String[] messages = {"first", "second", "third"};
        for (int i = 0; i < messages.length; i++) {
            String model = "{\"uid\":\"d\",\"title\":\"D\",\"n\":" + (i + 1) + ".0}";
            stand.save("{\"dashboard\":" + model + ",\"overwrite\":true,\"message\":\"" + messages[i] + "\"}");
        }
        return stand;
    }

    private static String numbers(Said said) {
        StringBuilder numbers = new StringBuilder();
        said.json()
                .path("versions")
                .forEach(version ->
                        numbers.append(version.path("version").asText()).append(' '));
        return numbers.toString();
    }

    private static String refusal(Said said) {
        assertEquals("application/problem+json", said.type(), said::text);
        return said.status() + " " + said.at("/field");
    }
}
