package io.grafanakeeper.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Saves a dashboard that was exported for sharing, which Grafana's own API does not take. */
class SharedExportTest {
    private static final String EXPORT = """
            {"__inputs":[{"name":"DS_PROMETHEUS","label":"Prometheus","description":"where from","type":"datasource",\
            "pluginId":"prometheus","pluginName":"Prometheus"},\
            {"name":"DS_EXPRESSION","label":"Expression","type":"datasource","pluginId":"__expr__"},\
            {"name":"VAR_CLUSTER","type":"constant","label":"Cluster","value":"prod","description":""}],\
            "__requires":[{"type":"grafana","id":"grafana","name":"Grafana","version":"9.5.0"}],\
            "__elements":{"up":{"name":"Uptime here","uid":"up","kind":1,"model":{"type":"stat","title":"Uptime",\
            "datasource":{"type":"prometheus","uid":"${DS_PROMETHEUS}"}}},\
            "unused":{"name":"Nobody's","uid":"unused","kind":1,"model":{}}},\
            "uid":"shared","title":"Shared","panels":[\
            {"id":1,"datasource":{"type":"prometheus","uid":"${DS_PROMETHEUS}"},"max":1.0,\
            "targets":[{"datasource":{"uid":"${DS_EXPRESSION}"},"expr":"up{cluster=\\"${VAR_CLUSTER}\\",x=\\"$y\\"}"}]},\
            {"id":2,"datasource":"${DS_PROMETHEUS}"},\
            {"id":3,"gridPos":{"x":1},"libraryPanel":{"name":"Uptime here","uid":"up"},"title":"Uptime"}],\
            "templating":{"list":[{"name":"v","query":"${VAR_CLUSTER}","datasource":"${other}"}]}}""";

    @Test
    void namesTheInputsThatAreMissing() {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            Said said = stand.save("{\"dashboard\":" + EXPORT + ",\"inputs\":{\"VAR_CLUSTER\":\"prod\"}}");
            assertEquals("400 inputs", said.status() + " " + said.at("/field"), said::text);
            assertEquals(1, said.json().path("missing").size(), said::text);
            JsonNode missing = said.json().path("missing").path(0);
            assertEquals(
                    "{\"description\":\"where from\",\"label\":\"Prometheus\",\"name\":\"DS_PROMETHEUS\","
                            + "\"pluginId\":\"prometheus\",\"type\":\"datasource\"}",
                    new String(LosslessJson.canonical(missing), StandardCharsets.UTF_8));
            Said all = stand.save("{\"dashboard\":" + EXPORT + "}");
            assertEquals("prod", all.at("/missing/1/value"), all::text);
            assertTrue(stand.grafana.dashboardUids().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"none,200", "testdata,400", "prom,200"})
    void takesADataSourceByUidOrNameIfItsTypeFits(String source, int status) {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            Said said = stand.save(request(source.equals("none") ? "Prometheus" : source));
            assertEquals(status, said.status(), said::text);
            if (status == 400) {
                assertEquals("inputs.DS_PROMETHEUS", said.at("/field"));
                assertEquals("prom (Prometheus)", said.at("/allowed/0"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void fillsInTheValuesEverywhereAndLeavesNothingOfTheExport(Flavour flavour) throws IOException {
        try (DashboardStand stand = new DashboardStand(flavour)) {
            stand.grafana.seedSamples();
            Said said = stand.save(request("Prometheus"));
            assertEquals("200 created", said.status() + " " + said.at("/action"), said::text);
            JsonNode kept = kept(stand);
            assertFalse(kept.toString().contains("__inputs"), kept::toString);
            assertFalse(kept.has("__requires") || kept.has("__elements"));
            assertEquals("prom", kept.at("/panels/0/datasource/uid").asText());
            assertEquals(
                    "__expr__", kept.at("/panels/0/targets/0/datasource/uid").asText());
            assertEquals(
                    "up{cluster=\"eu\",x=\"$y\"}",
                    kept.at("/panels/0/targets/0/expr").asText());
            assertEquals(
                    flavour == Flavour.V7_5 ? "Prometheus" : "prom",
                    kept.at("/panels/1/datasource").asText());
            assertEquals("eu", kept.at("/templating/list/0/query").asText());
            assertEquals("${other}", kept.at("/templating/list/0/datasource").asText());
            assertEquals("1.0", LosslessJson.text(kept.at("/panels/0/max")));
            assertEquals("200 unchanged", state(stand.save(request("prom"))));
        }
    }

    @Test
    void makesTheLibraryPanelsThatAreMissingAndLinksThoseThatAreThere() throws IOException {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            Said said = stand.save(request("prom"));
            assertEquals(
                    "[{\"action\":\"created\",\"name\":\"Uptime here\",\"uid\":\"up\"}]",
                    said.json().path("libraryPanels").toString());
            assertEquals("up", kept(stand).at("/panels/2/libraryPanel/uid").asText());
            Said again = stand.save(request("prom")
                    .replace("\"title\":\"Shared\"", "\"title\":\"Anew\"")
                    .replace("\"inputs\"", "\"overwrite\":true,\"inputs\""));
            assertEquals("linked", again.at("/libraryPanels/0/action"), again::text);
        }
    }

    @Test
    void makesThemOrdinaryPanelsWhereNobodyMayChooseAUid() throws IOException {
        try (DashboardStand stand = new DashboardStand(Flavour.V7_5)) {
            stand.grafana.seedSamples();
            Said said = stand.save(request("prom"));
            assertEquals("inlined", said.at("/libraryPanels/0/action"), said::text);
            JsonNode panel = kept(stand).at("/panels/2");
            assertEquals(
                    "3 1 stat prom",
                    panel.path("id").asText() + " " + panel.at("/gridPos/x").asText() + " "
                            + panel.path("type").asText() + " "
                            + panel.at("/datasource/uid").asText());
            assertFalse(panel.has("libraryPanel"));
        }
    }

    private static String request(String source) {
        return "{\"dashboard\":" + EXPORT + ",\"inputs\":{\"DS_PROMETHEUS\":\"" + source
                + "\",\"VAR_CLUSTER\":\"eu\"}}";
    }

    private static JsonNode kept(DashboardStand stand) throws IOException {
        return LosslessJson.read(stand.grafana.dashboardJson("shared").getBytes(StandardCharsets.UTF_8));
    }

    private static String state(Said said) {
        return said.status() + " " + said.at("/action");
    }
}
