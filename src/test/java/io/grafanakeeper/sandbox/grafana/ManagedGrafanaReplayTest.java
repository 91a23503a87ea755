package io.grafanakeeper.sandbox.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Repeats exchanges that were recorded with Azure Managed Grafana 11.6 and 13.1; uids and times are the fake's own. */
class ManagedGrafanaReplayTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-08-13T00:28:43Z"), ZoneOffset.UTC);
    private static final String ITEMS = "/apis/dashboard.grafana.app/v2/namespaces/default/dashboards";
    private static final String JWT = "eyJhbGciOiJub25lIn0.eyJhdWQiOiJrZWVwZXIifQ.c2ln";

    private final List<FakeGrafana> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(FakeGrafana::close);
    }

    private FakeGrafana start(Flavour flavour, LegacyReadOfV2 legacy) {
        FakeGrafana grafana = FakeGrafana.builder()
                .flavour(flavour)
                .clock(CLOCK)
                .entra(JWT::equals)
                .legacyReadOfV2(legacy)
                .build()
                .start();
        started.add(grafana);
        return grafana;
    }

    private Talk entra(Flavour flavour) {
        return Talk.bearer(start(flavour, LegacyReadOfV2.REFUSE), JWT);
    }

    private static void expect(int status, String body, Talk.Said said) {
        assertEquals(body, said.body());
        assertEquals(status, said.status());
    }

    private static void expectPart(int status, String part, Talk.Said said) {
        assertTrue(said.body().contains(part), said.body());
        assertEquals(status, said.status());
    }

    @Test
    void letsAnEntraTokenActAsAnAdministratorOfTheOrganisationOnly() {
        Talk entra = entra(Flavour.V11_6);
        expect(
                200,
                "{\n  \"database\": \"ok\",\n  \"version\": \"11.6.3\",\n  \"commit\": \"unknown-dev\"\n}",
                entra.get("/api/health"));
        assertTrue(entra.get("/api/org")
                .response()
                .headers()
                .firstValue("mise-correlation-id")
                .isPresent());
        expectPart(200, "\"isGrafanaAdmin\":false", entra.get("/api/user"));
        assertEquals(403, entra.get("/api/orgs").status());
        assertEquals(401, Talk.bearer(started.get(0), JWT + "x").get("/api/org").status());
    }

    @Test
    void keepsServiceAccountsAndTheirTokens() {
        Talk entra = entra(Flavour.V11_6);
        expect(
                200,
                "{\"totalCount\":0,\"serviceAccounts\":[],\"page\":1,\"perPage\":1000}",
                entra.get("/api/serviceaccounts/search"));
        Talk.Said made =
                entra.post("/api/serviceaccounts", "{\"name\":\"oldName\",\"role\":\"Viewer\",\"isDisabled\":true}");
        String uid = made.json().path("uid").textValue();
        expect(
                201,
                "{\"id\":2,\"uid\":\"" + uid + "\",\"name\":\"oldName\",\"login\":\"sa-1-oldname\",\"orgId\":1,"
                        + "\"isDisabled\":true,\"role\":\"Viewer\",\"tokens\":0,\"avatarUrl\":\"\"}",
                made);
        expectPart(
                200,
                "{\"id\":2,\"message\":\"Service account updated\",\"name\":\"mine\",\"serviceaccount\":{\"id\":2,",
                entra.patch("/api/serviceaccounts/2", "{\"name\":\"mine\",\"role\":\"Admin\",\"isDisabled\":false}"));
        Talk.Said token = entra.post("/api/serviceaccounts/2/tokens", "{\"name\":\"t\",\"secondsToLive\":86400}");
        assertEquals(200, token.status());
        String key = token.json().path("key").textValue();
        assertTrue(key.startsWith("glsa_"), key);
        String listed = "[{\"id\":1,\"name\":\"t\",\"created\":\"2025-08-13T00:28:43Z\",\"lastUsedAt\":%s,"
                + "\"expiration\":\"2025-08-14T00:28:43Z\",\"secondsUntilExpiration\":86400.0,\"hasExpired\":false,"
                + "\"isRevoked\":false}]";
        expect(200, listed.formatted("null"), entra.get("/api/serviceaccounts/2/tokens"));
        assertEquals(200, Talk.bearer(started.get(0), key).get("/api/search").status());
        expect(200, listed.formatted("\"2025-08-13T00:28:43Z\""), entra.get("/api/serviceaccounts/2/tokens"));
        assertEquals(
                409,
                entra.post("/api/serviceaccounts/2/tokens", "{\"name\":\"t\"}").status());
        expect(200, "{\"message\":\"Service account token deleted\"}", entra.delete("/api/serviceaccounts/2/tokens/1"));
        assertEquals(401, Talk.bearer(started.get(0), key).get("/api/search").status());
        expect(200, "{\"message\":\"Service account deleted\"}", entra.delete("/api/serviceaccounts/2"));
    }

    @Test
    void showsHitsAndAnswersInTheShapeOfEleven() {
        Talk entra = entra(Flavour.V11_6);
        entra.post("/api/folders", "{\"uid\":\"f1\",\"title\":\"Azure Monitor\"}");
        assertEquals(
                200,
                entra.post("/api/folders", "{\"uid\":\"f2\",\"title\":\"Azure Monitor\"}")
                        .status());
        expect(
                200,
                "{\"folderUid\":\"f1\",\"id\":3,\"slug\":\"test-dashboard\",\"status\":\"success\",\"uid\":\"mg2OAlTVa\","
                        + "\"url\":\"/d/mg2OAlTVa/test-dashboard\",\"version\":1}",
                entra.post(
                        "/api/dashboards/db",
                        "{\"dashboard\":{\"title\":\"Test Dashboard\",\"panels\":[],\"uid\":\"mg2OAlTVa\"},"
                                + "\"folderUid\":\"f1\",\"overwrite\":false}"));
        expect(
                200,
                "[{\"id\":3,\"uid\":\"mg2OAlTVa\",\"orgId\":1,\"title\":\"Test Dashboard\",\"uri\":\"db/test-dashboard\","
                        + "\"url\":\"/d/mg2OAlTVa/test-dashboard\",\"slug\":\"\",\"type\":\"dash-db\",\"tags\":[],"
                        + "\"isStarred\":false,\"folderId\":1,\"folderUid\":\"f1\",\"folderTitle\":\"Azure Monitor\","
                        + "\"folderUrl\":\"/dashboards/f/f1/Azure Monitor\",\"sortMeta\":0,\"isDeleted\":false}]",
                entra.get("/api/search/?type=dash-db&limit=5000&page=1"));
        expectPart(200, "{\"continueToken\":\"\",\"versions\":[{", entra.get("/api/dashboards/uid/mg2OAlTVa/versions"));
        expect(200, "", entra.delete("/api/folders/f1"));
        assertEquals(404, entra.get("/api/dashboards/uid/mg2OAlTVa").status());
    }

    @Test
    void duplicatesADashboardThatIsSavedWithoutAUid() {
        Talk entra = entra(Flavour.V11_6);
        String save = "{\"dashboard\":{\"title\":\"Twice\"},\"overwrite\":true}";
        entra.post("/api/dashboards/db", save);
        entra.post("/api/dashboards/db", save);
        assertEquals(2, entra.get("/api/search?query=Twice").json().size());
    }

    @Test
    void answersQueriesWithFramesAndKeepsTheGoodOnesBesideTheBad() {
        FakeGrafana grafana = start(Flavour.V11_6, LegacyReadOfV2.REFUSE);
        grafana.seedSamples();
        Talk viewer = Talk.bearer(grafana, grafana.mintToken("v", "Viewer", null));
        String query =
                "{\"from\":\"1700000000000\",\"to\":\"1700000300000\",\"queries\":[{\"refId\":\"A\",\"datasource\":"
                        + "{\"uid\":\"testdata\"},\"scenarioId\":\"random_walk_with_error\"},{\"refId\":\"B\",\"datasource\":"
                        + "{\"uid\":\"prom\"},\"expr\":\"sum by (service) (up)\",\"intervalMs\":60000}]}";
        Talk.Said said = viewer.post("/api/ds/query", query);
        assertEquals(400, said.status());
        JsonNode results = said.json().path("results");
        assertTrue(results.path("A").path("error").textValue().startsWith("this is an error"));
        JsonNode frames = results.path("B").path("frames");
        assertEquals(2, frames.size());
        assertEquals(5, frames.path(0).path("data").path("values").path(0).size());
        assertEquals(said.body(), viewer.post("/api/ds/query", query).body());
        assertEquals(
                404, viewer.post("/api/ds/query", query.replace("prom", "gone")).status());
    }

    @Test
    void keepsTheSecretBehindThePlaceholderOfAContactPoint() {
        FakeGrafana grafana = start(Flavour.V11_6, LegacyReadOfV2.REFUSE);
        grafana.seedSamples();
        Talk entra = Talk.bearer(grafana, JWT);
        JsonNode point = entra.get("/api/v1/provisioning/contact-points").json().path(0);
        assertEquals("[REDACTED]", point.path("settings").path("password").textValue());
        assertEquals(
                202,
                entra.put("/api/v1/provisioning/contact-points/on-call", point.toString())
                        .status());
        assertTrue(String.valueOf(grafana.contactPoint("on-call")).contains("hook-secret"));
        assertEquals(1, entra.get("/api/v1/provisioning/alert-rules").json().size());
        Talk viewer = Talk.bearer(grafana, grafana.mintToken("v", "Viewer", null));
        assertEquals(403, viewer.get("/api/v1/provisioning/alert-rules").status());
    }

    @Test
    void keepsResourcesUnderApis() {
        Talk entra = entra(Flavour.V13_1);
        expectPart(
                200,
                "\"preferredVersion\":{\"groupVersion\":\"dashboard.grafana.app/v2\",\"version\":\"v2\"}}",
                entra.get("/apis/dashboard.grafana.app/"));
        expect(
                404,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":"
                        + "\"dashboards.dashboard.grafana.app \\\"x\\\" not found\",\"reason\":\"NotFound\",\"details\":{"
                        + "\"name\":\"x\",\"group\":\"dashboard.grafana.app\",\"kind\":\"dashboards\"},\"code\":404}\n",
                entra.get(ITEMS + "/x"));
        String body =
                "{\"apiVersion\":\"dashboard.grafana.app/v2\",\"kind\":\"Dashboard\",\"metadata\":{\"name\":\"x\","
                        + "\"annotations\":{\"grafana.app/grantPermissions\":\"default\"}},\"spec\":{\"title\":\"V2\",\"tags\":[],"
                        + "\"elements\":{\"panel-1\":{\"max\":1.0}},\"variables\":[]}}";
        Talk.Said made = entra.post(ITEMS, body);
        assertEquals(201, made.status());
        assertTrue(made.body()
                .contains("\"spec\":{\"elements\":{\"panel-1\":{\"max\":1.0}},\"tags\":[],\"title\":\"V2\","));
        assertEquals(409, entra.post(ITEMS, body).status());
        expect(200, made.body(), entra.put(ITEMS + "/x", body));
        String version = made.json().path("metadata").path("resourceVersion").textValue();
        String changed = body.replace("\"name\":\"x\"", "\"name\":\"x\",\"resourceVersion\":\"" + version + "\"")
                .replace("\"tags\":[]", "\"tags\":[\"a\"]");
        expectPart(200, "\"generation\":2", entra.put(ITEMS + "/x", changed));
        expectPart(409, "\"reason\":\"Conflict\"", entra.put(ITEMS + "/x", changed));
        expectPart(406, ITEMS + "/x", entra.get("/api/dashboards/uid/x"));
        expectPart(
                200,
                "\"status\":{\"conversion\":{\"failed\":false,\"storedVersion\":\"v2\"}}",
                entra.get(ITEMS.replace("/v2/", "/v1/") + "/x"));
        expect(
                200,
                "{\"message\":\"Dashboard V2 deleted\",\"title\":\"V2\",\"uid\":\"x\"}",
                entra.delete("/api/dashboards/uid/x"));
        assertEquals(404, entra.get("/api/auth/keys").status());
    }

    @Test
    void listsWholeResourcesPageByPage() {
        FakeGrafana grafana = start(Flavour.V13_1, LegacyReadOfV2.CONVERT);
        for (int i = 0; i < 1001; i++) {
            String json = "{\"uid\":\"d" + i + "\",\"title\":\"D " + i + "\",\"n\":1.0}";
            grafana.putDashboard("", json.getBytes(StandardCharsets.UTF_8));
        }
        Talk entra = Talk.bearer(grafana, JWT).with("Accept-Encoding", "gzip");
        int items = 0;
        int pages = 0;
        String next = "";
        do {
            JsonNode page = entra.get(ITEMS.replace("/v2/", "/v0alpha1/") + "?limit=5000&continue=" + next)
                    .json();
            assertEquals(
                    "{\"n\":1.0,",
                    page.path("items").path(0).path("spec").toString().substring(0, 9));
            items += page.path("items").size();
            pages++;
            next = page.path("metadata").path("continue").asText();
        } while (!next.isEmpty());
        assertEquals(1001, items);
        assertEquals(3, pages);
        JsonNode migrated = entra.get(ITEMS.replace("/v2/", "/v1/") + "?limit=1")
                .json()
                .path("items")
                .path(0);
        assertEquals(42, migrated.path("spec").path("schemaVersion").asInt());
        assertEquals("v0alpha1", migrated.at("/status/conversion/storedVersion").asText());
    }

    @Test
    void convertsAResourceWithLossWhereThatIsWanted() {
        FakeGrafana grafana = start(Flavour.V13_1, LegacyReadOfV2.CONVERT);
        String resource =
                "{\"apiVersion\":\"dashboard.grafana.app/v2\",\"kind\":\"Dashboard\",\"metadata\":{\"name\":\"x\"},"
                        + "\"spec\":{\"title\":\"V2\",\"elements\":{\"panel-1\":{}}}}";
        grafana.putDashboard("", resource.getBytes(StandardCharsets.UTF_8));
        expectPart(
                200,
                "\"panels\":[],\"schemaVersion\":42",
                Talk.bearer(grafana, JWT).get("/api/dashboards/uid/x"));
    }
}
