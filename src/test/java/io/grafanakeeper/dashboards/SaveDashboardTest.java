package io.grafanakeeper.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Saves dashboards into every recorded Grafana over HTTP. */
class SaveDashboardTest {
    private static final String MODEL = """
            {"id":77,"uid":"numbers","title":"Numbers","schemaVersion":39,"panels":[{"id":1,"thresholds":\
            [1.0,1e3,-0.0,9007199254740993,0.1234567890123456789012345]}],"x-unknown":{"n":null,"s":"<&>"}}""";

    private static final String V2 = """
            {"apiVersion":"dashboard.grafana.app/v2","kind":"Dashboard","metadata":{"name":"second","uid":"x","generation":9},\
            "spec":{"title":"Second","elements":{"panel-1":{"kind":"Panel","spec":{"max":1.0}}}}}""";

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void keepsEveryFieldAndEveryNumberAsItIsSpelled(Flavour flavour) throws IOException {
        try (DashboardStand stand = new DashboardStand(flavour)) {
            Said said = stand.save("{\"dashboard\":" + MODEL + ",\"message\":\"by hand\"}");
            assertEquals("200 created numbers 1", state(said), said::text);
            assertArrayBytes(MODEL, stand.grafana.dashboardJson("numbers"));
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void changesNothingTheSecondTime(Flavour flavour) {
        try (DashboardStand stand = new DashboardStand(flavour)) {
            String body = "{\"dashboard\":{\"title\":\"Production Overview\",\"rows\":[{}],\"version\":0}}";
            Said first = stand.save(body);
            assertEquals("true created", first.at("/generatedUid") + " " + first.at("/action"), first::text);
            Said second = stand.save(body);
            assertEquals("200 unchanged " + first.at("/uid") + " 1", state(second), second::text);
            assertEquals(List.of(first.at("/uid")), stand.grafana.dashboardUids());
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void putsItIntoTheFolderAndLeavesItThereWhenTheNextRequestNamesNone(Flavour flavour) {
        try (DashboardStand stand = new DashboardStand(flavour)) {
            stand.grafana.putFolder("team", "Team", "");
            Said said = stand.save("{\"dashboard\":" + MODEL + ",\"folderUid\":\"team\"}");
            assertEquals("team", said.at("/folderUid"), said::text);
            stand.save("{\"dashboard\":" + MODEL.replace("Numbers", "More") + ",\"overwrite\":true}");
            assertEquals("team", stand.grafana.folderOf("numbers"));
            Said out = stand.save("{\"dashboard\":" + MODEL + ",\"overwrite\":true,\"folderUid\":\"\"}");
            assertEquals("200 updated numbers 3", state(out), out::text);
            assertEquals("", stand.grafana.folderOf("numbers"));
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void refusesToReplaceWhatDiffersUnlessAskedTo(Flavour flavour) {
        try (DashboardStand stand = new DashboardStand(flavour)) {
            stand.save("{\"dashboard\":" + MODEL + "}");
            String other = MODEL.replace("\"x-unknown\"", "\"y\"");
            Said refused = stand.save("{\"dashboard\":" + other + "}");
            assertEquals(
                    "409 overwrite version-mismatch",
                    refused.status() + " " + refused.at("/field") + " " + refused.at("/grafanaStatus"));
            assertEquals("application/problem+json", refused.type());
            String current = other.replace("\"id\":77", "\"version\":1");
            assertEquals("200 updated numbers 2", state(stand.save("{\"dashboard\":" + current + "}")));
            Said done = stand.save("{\"dashboard\":" + MODEL + ",\"overwrite\":true}");
            assertEquals("200 updated numbers 3", state(done), done::text);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V7_5", "V9_5"})
    void saysWhenGrafanaOverwroteADashboardOfTheSameTitleAndKeptItsUid(Flavour flavour) {
        try (DashboardStand stand = new DashboardStand(flavour)) {
            stand.save("{\"dashboard\":" + MODEL + "}");
            String renamed = MODEL.replace("\"numbers\"", "\"another\"");
            Said refused = stand.save("{\"dashboard\":" + renamed + "}");
            assertEquals("409 name-exists", refused.status() + " " + refused.at("/grafanaStatus"), refused::text);
            Said said = stand.save("{\"dashboard\":" + renamed + ",\"overwrite\":true}");
            assertEquals("200 updated numbers 2", state(said), said::text);
            assertEquals("another", said.at("/askedUid"));
            assertEquals(List.of("numbers"), stand.grafana.dashboardUids());
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void settlesALostAnswerByReadingAgain(Flavour flavour) {
        try (DashboardStand stand = new DashboardStand(flavour)) {
            AtomicBoolean lost = new AtomicBoolean();
            stand.grafana
                    .faults()
                    .intercept(
                            exchange -> exchange.path().equals("/api/dashboards/db") && lost.compareAndSet(false, true)
                                    ? Fault.appliedThenReset()
                                    : Fault.pass());
            Said said = stand.save("{\"dashboard\":" + MODEL + "}");
            assertEquals("200 created numbers 1", state(said), said::text);
            assertTrue(lost.get());
        }
    }

    @Test
    void savesAResourceInItsOwnVersionAndOverNobodysChange() throws IOException {
        try (DashboardStand stand = new DashboardStand(Flavour.V13_1)) {
            assertEquals("200 created second 1", state(stand.save("{\"dashboard\":" + V2 + "}")));
            assertEquals("200 unchanged second 1", state(stand.save("{\"dashboard\":" + V2 + "}")));
            String changed = V2.replace("1.0", "2.00");
            Said refused = stand.save("{\"dashboard\":" + changed + "}");
            assertEquals("409 version-mismatch", refused.status() + " " + refused.at("/grafanaStatus"), refused::text);
            Said done = stand.save("{\"dashboard\":" + changed + ",\"overwrite\":true}");
            assertEquals("200 updated second 2", state(done), done::text);
            Said based = stand.save("{\"dashboard\":" + V2.replace("\"generation\":9", "\"generation\":2") + "}");
            assertEquals("200 updated second 3", state(based), based::text);
        }
    }

    @Test
    void refusesAResourceWhoseMetadataAreNoObject() {
        try (DashboardStand stand = new DashboardStand(Flavour.V13_1)) {
            String metadata = "{\"name\":\"second\",\"uid\":\"x\",\"generation\":9}";
            for (String none : List.of("5", "\"second\"", "[]", "false")) {
                assertEquals(
                        "400 dashboard.metadata", refusal(stand, "{\"dashboard\":" + V2.replace(metadata, none) + "}"));
                assertEquals(
                        "400 dashboard.metadata.annotations",
                        refusal(
                                stand,
                                "{\"dashboard\":" + V2.replace(metadata, "{\"annotations\":" + none + "}")
                                        + ",\"message\":\"by hand\"}"));
            }
            Said said = stand.save("{\"dashboard\":" + V2.replace(metadata, "null") + "}");
            assertEquals("200 created", said.status() + " " + said.at("/action"), said::text);
        }
    }

    @Test
    void refusesAResourceWhereTheServerCannotKeepIt() {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            Said said = stand.save("{\"dashboard\":" + V2 + "}");
            assertEquals("409 dashboard.apiVersion", said.status() + " " + said.at("/field"), said::text);
        }
        try (DashboardStand stand = new DashboardStand(Flavour.V13_1)) {
            Said said = stand.save("{\"dashboard\":" + V2.replace("app/v2", "app/v9") + "}");
            assertEquals("409 dashboard.apiVersion", said.status() + " " + said.at("/field"), said::text);
            assertTrue(said.json().path("allowed").toString().contains("dashboard.grafana.app/v2beta1"));
        }
    }

    @Test
    void refusesWhatCannotBeWithTheFieldAndTheAllowedValues() {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            stand.grafana.putDashboard("", MODEL.getBytes(StandardCharsets.UTF_8));
            stand.grafana.provisionDashboard("numbers", "numbers.json");
            assertEquals("400 body", refusal(stand, ""));
            assertEquals("400 body", refusal(stand, "[]"));
            assertEquals("400 body", refusal(stand, "{\"dashboard\":"));
            assertEquals("400 dashboard", refusal(stand, "{}"));
            assertEquals("400 dashboard", refusal(stand, "{\"dashboard\":[]}"));
            assertEquals("400 dashbord", refusal(stand, "{\"dashbord\":{},\"dashboard\":{}}"));
            assertEquals("400 dashboard.title", refusal(stand, "{\"dashboard\":{\"title\":\" \"}}"));
            assertEquals("400 dashboard.uid", refusal(stand, "{\"dashboard\":{\"title\":\"A\",\"uid\":\"a/b\"}}"));
            assertEquals("400 overwrite", refusal(stand, "{\"dashboard\":{\"title\":\"A\"},\"overwrite\":1}"));
            assertEquals("400 inputs.X", refusal(stand, "{\"dashboard\":{\"title\":\"A\"},\"inputs\":{\"X\":1}}"));
            assertEquals("400 inputs.X", refusal(stand, "{\"dashboard\":{\"title\":\"A\"},\"inputs\":{\"X\":\"a\"}}"));
            assertEquals("404 folderUid", refusal(stand, "{\"dashboard\":{\"title\":\"A\"},\"folderUid\":\"none\"}"));
            assertEquals(
                    "409 dashboard",
                    refusal(stand, "{\"dashboard\":{\"title\":\"A\",\"uid\":\"numbers\"},\"overwrite\":true}"));
            assertEquals("413 body", refusal(stand, " ".repeat(33 * 1024 * 1024)));
            assertEquals("400 azure", refusal(stand, "{\"dashboard\":{\"title\":\"A\"},\"azure\":{\"name\":\"a\"}}"));
            assertEquals(
                    "404",
                    Integer.toString(
                            stand.call("GET", "none/dashboards/a/versions").status()));
        }
    }

    private static String refusal(DashboardStand stand, String body) {
        Said said = stand.save(body);
        assertEquals("application/problem+json", said.type(), said::text);
        assertFalse(said.at("/detail").isEmpty());
        return said.status() + " " + said.at("/field");
    }

    private static String state(Said said) {
        return said.status() + " " + said.at("/action") + " " + said.at("/uid") + " " + said.at("/version");
    }

    private static void assertArrayBytes(String sent, String kept) throws IOException {
        assertEquals(plain(sent), plain(kept));
    }

    private static String plain(String json) throws IOException {
        ObjectNode model = (ObjectNode) LosslessJson.read(json.getBytes(StandardCharsets.UTF_8));
        return new String(LosslessJson.canonical(model.remove(List.of("id", "version"))), StandardCharsets.UTF_8);
    }
}
