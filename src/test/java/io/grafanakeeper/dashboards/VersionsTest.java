package io.grafanakeeper.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.grafana.KubernetesApi;
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
    void savesTheOldModelWhereTheServerHasNoRouteToGoBack() throws IOException {
        try (DashboardStand stand = threeVersions(Flavour.V13_1)) {
            stand.grafana.putFolder("f", "Folder", "");
            stand.save(
                    "{\"dashboard\":{\"uid\":\"d\",\"title\":\"D\",\"n\":4},\"folderUid\":\"f\",\"overwrite\":true}");
            stand.grafana.faults().intercept(exchange -> gone(exchange.path().endsWith("/restore")));
            Said said = stand.call("POST", "lab/dashboards/d/versions/1/restore");
            assertEquals("200 restored 5", said.status() + " " + said.at("/action") + " " + said.at("/version"));
            JsonNode now = LosslessJson.read(stand.grafana.dashboardJson("d").getBytes(StandardCharsets.UTF_8));
            assertEquals("1.0", LosslessJson.text(now.path("n")));
            assertEquals("f", stand.grafana.folderOf("d"));
        }
    }

    @Test
    void goesBackInTheSecondFormWithoutConversion() {
        try (DashboardStand stand = new DashboardStand(Flavour.V13_1)) {
            stand.grafana.putFolder("f", "Folder", "");
            save(
                    stand,
                    second("v2", "1.0").replace("\"name\"", "\"annotations\":{\"grafana.app/folder\":\"f\"},\"name\""));
            for (int i = 2; i <= 12; i++) {
                save(stand, second("v2", i + ".0"));
            }
            Said list = stand.call("GET", "lab/dashboards/s/versions");
            assertEquals("12 11 10 9 8 7 6 5 4 3 2 1 ", numbers(list), list::text);
            Said shown = stand.call("GET", "lab/dashboards/s/versions/1");
            assertEquals("1.0", LosslessJson.text(shown.json().at("/dashboard/spec/elements/p/max")), shown::text);

            Said said = stand.call("POST", "lab/dashboards/s/versions/1/restore");
            assertEquals("200 restored 13", said.status() + " " + said.at("/action") + " " + said.at("/version"));
            JsonNode now = now(stand);
            assertEquals("1.0", LosslessJson.text(now.at("/spec/elements/p/max")), now::toString);
            assertEquals("f", stand.grafana.folderOf("s"));
            assertEquals("1", stand.call("GET", "lab/dashboards/s/versions").at("/versions/0/restoredFrom"));
            Said again = stand.call("POST", "lab/dashboards/s/versions/1/restore");
            assertEquals("200 unchanged 13", again.status() + " " + again.at("/action") + " " + again.at("/version"));
            assertEquals("404 version", refusal(stand.call("GET", "lab/dashboards/s/versions/99")));
        }
    }

    @Test
    void goesBackFromOneFormToTheOther() throws IOException {
        try (DashboardStand stand = new DashboardStand(Flavour.V13_1)) {
            stand.save("{\"dashboard\":{\"uid\":\"s\",\"title\":\"S\",\"n\":1.0}}");
            save(stand, second("v2", "2.0"));
            Said classic = stand.call("POST", "lab/dashboards/s/versions/1/restore");
            assertEquals("200 restored", classic.status() + " " + classic.at("/action"), classic::text);
            JsonNode model = LosslessJson.read(stand.grafana.dashboardJson("s").getBytes(StandardCharsets.UTF_8));
            assertEquals("1.0", LosslessJson.text(model.path("n")));

            Said shown = stand.call("GET", "lab/dashboards/s/versions/2");
            assertEquals("2.0", LosslessJson.text(shown.json().at("/dashboard/spec/elements/p/max")), shown::text);
            Said second = stand.call("POST", "lab/dashboards/s/versions/2/restore");
            assertEquals("200 restored", second.status() + " " + second.at("/action"), second::text);
            assertEquals("2.0", LosslessJson.text(now(stand).at("/spec/elements/p/max")));
        }
    }

    @Test
    void refusesAnOldVersionThatItCanOnlyGetConverted() {
        try (DashboardStand stand = new DashboardStand(Flavour.V13_1)) {
            save(stand, second("v2beta1", "1.0"));
            save(stand, second("v2", "2.0"));
            assertEquals("2 1 ", numbers(stand.call("GET", "lab/dashboards/s/versions")));
            Said said = stand.call("POST", "lab/dashboards/s/versions/1/restore");
            assertEquals("409 version", refusal(said));
            assertTrue(said.at("/detail").contains("stored as v2beta1"), said::text);
            assertEquals("409 version", refusal(stand.call("GET", "lab/dashboards/s/versions/1")));
            assertEquals("2.0", LosslessJson.text(now(stand).at("/spec/elements/p/max")));
        }
    }

    @Test
    void refusesTheSecondFormWhereTheServerGivesNoHistoryOfIt() {
        try (DashboardStand stand = new DashboardStand(Flavour.V13_1)) {
            save(stand, second("v2", "1.0"));
            save(stand, second("v2", "2.0"));
            stand.grafana.faults().intercept(exchange -> gone(exchange.query().contains("get-history")));
            assertEquals("2 1 ", numbers(stand.call("GET", "lab/dashboards/s/versions")));
            assertEquals("409 version", refusal(stand.call("GET", "lab/dashboards/s/versions/1")));
            assertEquals("409 version", refusal(stand.call("POST", "lab/dashboards/s/versions/1/restore")));
        }
    }

    @Test
    void doesNotGoBackOverWhatSomebodySavesInTheMeantime() {
        try (DashboardStand stand = new DashboardStand(Flavour.V13_1)) {
            save(stand, second("v2", "1.0"));
            save(stand, second("v2", "2.0"));
            AtomicBoolean saved = new AtomicBoolean();
            stand.grafana.faults().intercept(exchange -> {
                if (exchange.method().equals("PUT") && saved.compareAndSet(false, true)) {
                    stand.grafana.touchDashboard("s", model -> model.put("description", "late"));
                }
                return Fault.pass();
            });
            assertEquals("409 uid", refusal(stand.call("POST", "lab/dashboards/s/versions/1/restore")));
            assertEquals("late", now(stand).at("/spec/description").asText());
        }
    }

    @Test
    void takesALostAnswerForWhatItIsInTheSecondForm() {
        try (DashboardStand stand = new DashboardStand(Flavour.V13_1)) {
            save(stand, second("v2", "1.0"));
            save(stand, second("v2", "2.0"));
            AtomicBoolean lost = new AtomicBoolean();
            stand.grafana
                    .faults()
                    .intercept(exchange -> exchange.method().equals("PUT") && lost.compareAndSet(false, true)
                            ? Fault.appliedThenReset()
                            : Fault.pass());
            Said said = stand.call("POST", "lab/dashboards/s/versions/1/restore");
            assertEquals("200 restored 3", said.status() + " " + said.at("/action") + " " + said.at("/version"));
        }
    }

    private static Fault gone(boolean which) {
        return which ? Fault.status(404, "Not found") : Fault.pass();
    }

    private static String second(String version, String number) {
        return "{\"apiVersion\":\"dashboard.grafana.app/" + version
                + "\",\"kind\":\"Dashboard\",\"metadata\":{\"name\":\"s\"},"
                + "\"spec\":{\"title\":\"S\",\"elements\":{\"p\":{\"max\":" + number + "}}}}";
    }

    private static void save(DashboardStand stand, String resource) {
        Said said = stand.save("{\"dashboard\":" + resource + ",\"overwrite\":true}");
        assertEquals(200, said.status(), said::text);
    }

    private static JsonNode now(DashboardStand stand) {
        return new KubernetesApi(stand.client()).findV2("s").orElseThrow();
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
