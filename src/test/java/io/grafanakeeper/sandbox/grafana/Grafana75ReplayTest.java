package io.grafanakeeper.sandbox.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Repeats exchanges that were recorded with a real Grafana 7.5.5; the expected texts are the recorded ones. */
class Grafana75ReplayTest {
    private final Moving clock = new Moving(Instant.parse("2026-11-23T11:53:23Z"));
    private final FakeGrafana grafana =
            FakeGrafana.builder().flavour(Flavour.V7_5).clock(clock).build().start();
    private final Talk admin = Talk.basic(grafana, "admin", "admin");
    private final Talk nobody = Talk.anonymous(grafana);
    private final Talk editor = Talk.bearer(grafana, grafana.mintToken("editor", "Editor", null));
    private final Talk viewer = Talk.bearer(grafana, grafana.mintToken("viewer", "Viewer", null));

    private static final String CHANGED =
            "{\"message\":\"The dashboard has been changed by someone else\",\"status\":\"version-mismatch\"}";
    private static final String NAME_EXISTS =
            "{\"message\":\"A dashboard with the same name in the folder already exists\",\"status\":\"name-exists\"}";

    @AfterEach
    void stop() {
        grafana.close();
    }

    private static final class Moving extends Clock {
        private Instant now;

        Moving(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static void expect(int status, String body, Talk.Said said) {
        assertEquals(body, said.body());
        assertEquals(status, said.status());
    }

    private static void expectPart(int status, String part, Talk.Said said) {
        assertTrue(said.body().contains(part), said.body());
        assertEquals(status, said.status());
    }

    private static String message(String text) {
        return "{\"message\":\"" + text + "\"}";
    }

    @Test
    void createsOrganisationsAndTheirUsers() {
        expect(
                200,
                "{\"message\":\"Organization created\",\"orgId\":2}",
                admin.post("/api/orgs", "{\"name\":\"apiorg\"}"));
        expect(409, message("Organization name taken"), admin.post("/api/orgs", "{\"name\":\"apiorg\"}"));
        String required = "[{\"fieldNames\":[\"Name\"],\"classification\":\"RequiredError\",\"message\":\"Required\"}]";
        expect(422, required, admin.post("/api/orgs", "{\"name\":\"\"}"));
        expect(
                400,
                "[{\"classification\":\"DeserializationError\",\"message\":\"invalid character 'b' looking for beginning of"
                        + " object key string\"}," + required.substring(1),
                admin.post("/api/orgs", "{bad"));
        expect(401, message("Unauthorized"), nobody.post("/api/orgs", "{\"name\":\"x\"}"));
        expect(200, "[{\"id\":1,\"name\":\"Main Org.\"},{\"id\":2,\"name\":\"apiorg\"}]", admin.get("/api/orgs"));
        expect(404, message("Organization not found"), admin.get("/api/orgs/name/nope"));
        expect(
                409,
                "{\"message\":\"User is already member of this organization\",\"userId\":1}",
                admin.post("/api/orgs/2/users", "{\"loginOrEmail\":\"admin\",\"role\":\"Admin\"}"));
        expect(
                500,
                message("Could not add user to organization"),
                admin.post("/api/orgs/999/users", "{\"loginOrEmail\":\"admin\",\"role\":\"Admin\"}"));
        expect(
                404,
                message("User not found"),
                admin.post("/api/orgs/2/users", "{\"loginOrEmail\":\"nobody\",\"role\":\"Admin\"}"));
        String user = "{\"name\":\"U\",\"email\":\"u@x\",\"login\":\"u\",\"password\":\"pw12\",\"OrgId\":1}";
        expect(200, "{\"id\":2,\"message\":\"User created\"}", admin.post("/api/admin/users", user));
        expect(
                412,
                message("User with email 'u@x' or username 'u' already exists"),
                admin.post("/api/admin/users", user));
        expect(403, message("Permission denied"), editor.get("/api/orgs"));
        expect(200, message("Organization deleted"), admin.delete("/api/orgs/2"));
        expect(404, message("Failed to delete organization. ID not found"), admin.delete("/api/orgs/2"));
    }

    @Test
    void obeysTheOrganisationHeaderForUsersAndIgnoresItForKeys() {
        admin.post("/api/orgs", "{\"name\":\"apiorg\"}");
        expectPart(
                200,
                "{\"id\":2,\"name\":\"apiorg\"",
                admin.with("X-Grafana-Org-Id", "2").get("/api/org"));
        expect(
                404,
                message("Organization not found"),
                admin.with("X-Grafana-Org-Id", "999").get("/api/org"));
        expectPart(200, "{\"id\":1,", admin.with("X-Grafana-Org-Id", "abc").get("/api/org"));
        expectPart(200, "{\"id\":1,", editor.with("X-Grafana-Org-Id", "2").get("/api/org"));
        expect(200, message("Active organization changed"), admin.post("/api/user/using/2", ""));
        expectPart(200, "{\"id\":2,", admin.get("/api/org"));
        expect(401, message("Not a valid organization"), admin.post("/api/user/using/999", ""));
        expect(401, message("Not a valid organization"), editor.post("/api/user/using/1", ""));
        expect(404, message("user not found"), editor.get("/api/user"));
        assertEquals(302, admin.get("/api/org?orgId=1").status());
        expect(404, message("Not found"), editor.get("/api/org?orgId=2"));
    }

    @Test
    void createsListsAndDeletesKeys() {
        String ad = "{\"name\":\"ad\",\"role\":\"Admin\",\"secondsToLive\":3600}";
        String key = admin.post("/api/auth/keys", ad).json().path("key").textValue();
        expect(409, message("API key, organization ID and name must be unique"), admin.post("/api/auth/keys", ad));
        expect(
                400,
                "[{\"classification\":\"DeserializationError\",\"message\":\"JSON validation error: invalid role value:"
                        + " admin\"}]",
                admin.post("/api/auth/keys", "{\"name\":\"k2\",\"role\":\"admin\"}"));
        expect(
                400,
                message("negative value for SecondsToLive"),
                admin.post("/api/auth/keys", "{\"name\":\"n\",\"role\":\"Viewer\",\"secondsToLive\":-1}"));
        expect(
                400,
                "[{\"classification\":\"DeserializationError\",\"message\":\"json: cannot unmarshal number 100000000000.0"
                        + " into Go struct field AddApiKeyCommand.secondsToLive of type int64\"}]",
                admin.post("/api/auth/keys", "{\"name\":\"n\",\"role\":\"Viewer\",\"secondsToLive\":100000000000.0}"));
        expectPart(422, "\"Role\"", admin.post("/api/auth/keys", ""));
        expect(
                200,
                "[{\"id\":3,\"name\":\"ad\",\"role\":\"Admin\",\"expiration\":\"2026-11-23T12:53:23Z\"},"
                        + "{\"id\":1,\"name\":\"editor\",\"role\":\"Editor\"},{\"id\":2,\"name\":\"viewer\",\"role\":"
                        + "\"Viewer\"}]",
                admin.get("/api/auth/keys"));
        expect(403, message("Permission denied"), editor.get("/api/auth/keys"));
        Talk holder = Talk.bearer(grafana, key);
        assertEquals(200, holder.get("/api/org").status());
        assertEquals(200, Talk.basic(grafana, "api_key", key).get("/api/org").status());
        clock.now = clock.now.plus(Duration.ofHours(2));
        expect(401, message("Expired API key"), holder.get("/api/org"));
        assertEquals(2, admin.get("/api/auth/keys").json().size());
        assertEquals(3, admin.get("/api/auth/keys?includeExpired=true").json().size());
        for (String id : new String[] {"3", "3", "99999", "abc", "-1"}) {
            expect(200, message("API key deleted"), admin.delete("/api/auth/keys/" + id));
        }
        expect(401, message("invalid API key"), holder.get("/api/org"));
        expect(401, message("invalid API key"), Talk.bearer(grafana, "a.b.c").get("/api/org"));
        expect(404, message("Not found"), admin.get("/api/auth/keys/1"));
    }

    @Test
    void makesAKeyWithAHugeLifeThatIsBornExpired() {
        String huge = "{\"name\":\"kbig\",\"role\":\"Editor\",\"secondsToLive\":9223372036854775807}";
        assertEquals(200, admin.post("/api/auth/keys", huge).status());
        expectPart(
                200,
                "\"name\":\"kbig\",\"role\":\"Editor\",\"expiration\":\"2026-11-23T11:53:22Z\"",
                admin.get("/api/auth/keys?includeExpired=1"));
        assertEquals(2, admin.get("/api/auth/keys?includeExpired=yes").json().size());
    }

    @Test
    void leavesAnotherOrganisationsKeyAliveThoughItAnswersDeleted() {
        admin.post("/api/orgs", "{\"name\":\"apiorg\"}");
        Talk other = admin.with("X-Grafana-Org-Id", "2");
        expect(200, message("API key deleted"), other.delete("/api/auth/keys/1"));
        assertEquals(200, editor.get("/api/org").status());
    }

    @Test
    void savesDashboardsByTheRecordedRules() {
        String tutorial = "{\"dashboard\":{\"id\":null,\"title\":\"Production Overview\",\"tags\":[\"templated\"],"
                + "\"timezone\":\"browser\",\"rows\":[{}],\"schemaVersion\":6,\"version\":0},\"overwrite\":%s}";
        String uid = editor.post("/api/dashboards/db", tutorial.formatted("false"))
                .json()
                .path("uid")
                .textValue();
        assertEquals(9, uid.length());
        expect(412, NAME_EXISTS, editor.post("/api/dashboards/db", tutorial.formatted("false")));
        expect(
                200,
                "{\"id\":1,\"slug\":\"production-overview\",\"status\":\"success\",\"uid\":\"" + uid
                        + "\",\"url\":\"/d/" + uid + "/production-overview\",\"version\":2}",
                editor.post("/api/dashboards/db", tutorial.formatted("true")));
        expect(
                200,
                "{\"meta\":{\"type\":\"db\",\"canSave\":false,\"canEdit\":false,\"canAdmin\":false,\"canStar\":true,"
                        + "\"slug\":\"production-overview\",\"url\":\"/d/" + uid + "/production-overview\","
                        + "\"expires\":\"0001-01-01T00:00:00Z\",\"created\":\"2026-11-23T11:53:23Z\","
                        + "\"updated\":\"2026-11-23T11:53:23Z\",\"updatedBy\":\"Anonymous\",\"createdBy\":\"Anonymous\","
                        + "\"version\":2,\"hasAcl\":false,\"isFolder\":false,\"folderId\":0,\"folderTitle\":\"General\","
                        + "\"folderUrl\":\"\",\"provisioned\":false,\"provisionedExternalId\":\"\"},\"dashboard\":{\"id\":1,"
                        + "\"rows\":[{}],\"schemaVersion\":6,\"tags\":[\"templated\"],\"timezone\":\"browser\",\"title\":"
                        + "\"Production Overview\",\"uid\":\"" + uid + "\",\"version\":2}}",
                viewer.get("/api/dashboards/uid/" + uid));
        expect(412, CHANGED, save("\"id\":1,\"title\":\"Production Overview\",\"version\":1", ""));
        expect(
                404,
                "{\"message\":\"Dashboard not found\",\"status\":\"not-found\"}",
                save("\"id\":9999,\"title\":\"T3\",\"uid\":\"newuid1\"", ",\"overwrite\":true"));
        expect(400, message("Dashboard title cannot be empty"), save("\"id\":null,\"title\":\"\"", ""));
        expect(
                400,
                message("Dashboard title cannot be empty"),
                editor.post("/api/dashboards/db", "{\"dashboard\":[]}"));
        expect(400, message("uid contains illegal characters"), save("\"title\":\"T4\",\"uid\":\"a/b\"", ""));
        expect(
                400,
                message("uid too long, max 40 characters"),
                save("\"title\":\"T4\",\"uid\":\"" + "x".repeat(41) + "\"", ""));
        expect(404, message("Folder not found"), save("\"title\":\"badFolder\"", ",\"folderId\":9999"));
        expect(
                403,
                message("Access denied to save dashboard"),
                viewer.post("/api/dashboards/db", "{\"dashboard\":{\"title\":\"viewer\"}}"));
        expect(
                422,
                "[{\"fieldNames\":[\"Dashboard\"],\"classification\":\"RequiredError\",\"message\":\"Required\"}]",
                editor.post("/api/dashboards/db", "{\"dashboard\":null}"));
        expectPart(400, "unexpected EOF", editor.post("/api/dashboards/db", "{"));
        expect(404, message("Dashboard not found"), editor.get("/api/dashboards/uid/nope"));
        expect(403, message("Access denied to this dashboard"), viewer.delete("/api/dashboards/uid/" + uid));
        expect(
                200,
                "{\"id\":1,\"message\":\"Dashboard Production Overview deleted\",\"title\":\"Production Overview\"}",
                editor.delete("/api/dashboards/uid/" + uid));
        expect(404, message("Dashboard not found"), editor.delete("/api/dashboards/uid/" + uid));
    }

    private Talk.Said save(String members, String more) {
        return editor.post("/api/dashboards/db", "{\"dashboard\":{" + members + ",\"schemaVersion\":27}" + more + "}");
    }

    @Test
    void overwritesByTitleAndKeepsTheOldUid() {
        assertEquals(200, save("\"title\":\"DU1\",\"uid\":\"dupuid\"", "").status());
        expect(412, CHANGED, save("\"title\":\"DU2\",\"uid\":\"dupuid\"", ""));
        expectPart(200, "\"version\":2", save("\"title\":\"DU2\",\"uid\":\"dupuid\"", ",\"overwrite\":true"));
        expect(412, NAME_EXISTS, save("\"title\":\"DU2\",\"uid\":\"dupuid2\"", ""));
        expect(
                200,
                "{\"id\":1,\"slug\":\"du2\",\"status\":\"success\",\"uid\":\"dupuid\",\"url\":\"/d/dupuid/du2\",\"version\":3}",
                save("\"title\":\"DU2\",\"uid\":\"dupuid2\"", ",\"overwrite\":true"));
        expect(404, message("Dashboard not found"), editor.get("/api/dashboards/uid/dupuid2"));
    }

    @Test
    void showsAndRestoresVersions() {
        save("\"title\":\"V\",\"uid\":\"v\",\"x\":1", "");
        save("\"title\":\"V\",\"uid\":\"v\",\"x\":2,\"version\":1", ",\"message\":\"second\"");
        expect(
                200,
                "[{\"id\":2,\"dashboardId\":1,\"parentVersion\":1,\"restoredFrom\":0,\"version\":2,"
                        + "\"created\":\"2026-11-23T11:53:23Z\",\"createdBy\":\"\",\"message\":\"second\"},{\"id\":1,"
                        + "\"dashboardId\":1,\"parentVersion\":0,\"restoredFrom\":0,\"version\":1,"
                        + "\"created\":\"2026-11-23T11:53:23Z\",\"createdBy\":\"\",\"message\":\"Initial save\"}]",
                editor.get("/api/dashboards/id/1/versions"));
        assertEquals(
                1,
                editor.get("/api/dashboards/id/1/versions?limit=1&start=1")
                        .json()
                        .size());
        expect(403, message("Access denied to this dashboard"), editor.get("/api/dashboards/id/9999/versions"));
        expectPart(200, "\"data\":{\"id\":1,\"schemaVersion\":27,", editor.get("/api/dashboards/id/1/versions/1"));
        expect(
                500,
                message("Dashboard version 99 not found for dashboardId 1"),
                editor.get("/api/dashboards/id/1/versions/99"));
        expect(404, message("Not found"), editor.get("/api/dashboards/uid/v/versions"));
        expectPart(200, "\"version\":3", editor.post("/api/dashboards/id/1/restore", "{\"version\":1}"));
        assertTrue(grafana.dashboardJson("v").contains("\"x\":1"));
        expect(
                404,
                message("Dashboard version not found"),
                editor.post("/api/dashboards/id/1/restore", "{\"version\":99}"));
    }

    @Test
    void keepsFoldersByTheRecordedRules() {
        String shown =
                "{\"id\":1,\"uid\":\"folda\",\"title\":\"%s\",\"url\":\"/dashboards/f/folda/%s\",\"hasAcl\":false,"
                        + "\"canSave\":true,\"canEdit\":true,\"canAdmin\":false,\"createdBy\":\"Anonymous\","
                        + "\"created\":\"2026-11-23T11:53:23Z\",\"updatedBy\":\"Anonymous\",\"updated\":\"2026-11-23T11:53:23Z\","
                        + "\"version\":%d}";
        expect(
                200,
                shown.formatted("Fold A", "fold-a", 1),
                editor.post("/api/folders", "{\"title\":\"Fold A\",\"uid\":\"folda\"}"));
        expect(
                400,
                message("a folder or dashboard in the general folder with the same name already exists"),
                editor.post("/api/folders", "{\"title\":\"Fold A\"}"));
        String stale = "{\"message\":\"the folder has been changed by someone else\",\"status\":\"version-mismatch\"}";
        expect(412, stale, editor.post("/api/folders", "{\"title\":\"Fold B\",\"uid\":\"folda\"}"));
        expect(400, message("folder title cannot be empty"), editor.post("/api/folders", "{\"title\":\"\"}"));
        expect(
                400,
                message("A folder with that name already exists"),
                editor.post("/api/folders", "{\"title\":\"General\"}"));
        expect(403, message("Access denied"), viewer.post("/api/folders", "{\"title\":\"V\"}"));
        String listed = "[{\"id\":1,\"uid\":\"folda\",\"title\":\"Fold A\"}]";
        expect(200, listed, editor.get("/api/folders"));
        expect(200, listed, editor.get("/api/folders?limit=1&page=2"));
        expect(404, "{\"message\":\"folder not found\",\"status\":\"not-found\"}", editor.get("/api/folders/nope"));
        String rename = "{\"title\":\"Fold A2\",\"version\":1}";
        expect(200, shown.formatted("Fold A2", "fold-a2", 2), editor.put("/api/folders/folda", rename));
        expect(412, stale, editor.put("/api/folders/folda", rename));
        expectPart(200, "\"version\":1", save("\"title\":\"inA\",\"uid\":\"ina\"", ",\"folderId\":1"));
        expect(
                400,
                message("Dashboard name cannot be the same as folder"),
                save("\"title\":\"Fold A2\"", ",\"folderId\":0"));
        expect(
                200,
                "[{\"id\":2,\"uid\":\"ina\",\"title\":\"inA\",\"uri\":\"db/ina\",\"url\":\"/d/ina/ina\",\"slug\":\"\","
                        + "\"type\":\"dash-db\",\"tags\":[],\"isStarred\":false,\"folderId\":1,\"folderUid\":\"folda\","
                        + "\"folderTitle\":\"Fold A2\",\"folderUrl\":\"/dashboards/f/folda/fold-a2\",\"sortMeta\":0}]",
                editor.get("/api/search?folderIds=1"));
        expect(
                200,
                "{\"id\":1,\"message\":\"Folder Fold A2 deleted\",\"title\":\"Fold A2\"}",
                editor.delete("/api/folders/folda"));
        expect(500, message("Folder API error"), editor.delete("/api/folders/folda"));
        expect(404, message("Dashboard not found"), editor.get("/api/dashboards/uid/ina"));
    }

    @Test
    void ignoresTheParameterForUidsInSearch() {
        save("\"title\":\"A\",\"uid\":\"a\"", "");
        save("\"title\":\"B\",\"uid\":\"b\"", "");
        assertEquals(2, editor.get("/api/search?dashboardUIDs=a").json().size());
        assertEquals(1, editor.get("/api/search?dashboardIds=1").json().size());
        assertEquals(2, editor.get("/api/search?limit=-1&page=0").json().size());
        expect(200, "[]", viewer.get("/api/search?permission=Edit"));
        expect(
                422,
                message("Limit is above maximum allowed (5000), use page parameter to access hits beyond limit"),
                editor.get("/api/search?limit=5001"));
    }

    @Test
    void takesTheSecretsOfDataSourcesAndNeverGivesThemBack() {
        String prom = "{\"name\":\"P\",\"type\":\"prometheus\",\"url\":\"http://127.0.0.1:9\",\"access\":\"proxy\","
                + "\"basicAuth\":true,\"basicAuthUser\":\"u\",\"uid\":\"promuid\",\"secureJsonData\":"
                + "{\"basicAuthPassword\":\"s3cret\"}}";
        String shown =
                "{\"id\":1,\"uid\":\"promuid\",\"orgId\":1,\"name\":\"P\",\"type\":\"prometheus\",\"typeLogoUrl\":\"\","
                        + "\"access\":\"proxy\",\"url\":\"http://127.0.0.1:9\",\"password\":\"\",\"user\":\"\",\"database\":\"\","
                        + "\"basicAuth\":true,\"basicAuthUser\":\"u\",\"basicAuthPassword\":\"\",\"withCredentials\":false,"
                        + "\"isDefault\":false,\"jsonData\":{},\"secureJsonFields\":{\"basicAuthPassword\":true},\"version\":1,"
                        + "\"readOnly\":false}";
        expect(
                200,
                "{\"datasource\":" + shown + ",\"id\":1,\"message\":\"Datasource added\",\"name\":\"P\"}",
                admin.post("/api/datasources", prom));
        expect(409, message("data source with the same name already exists"), admin.post("/api/datasources", prom));
        expect(
                422,
                "[{\"fieldNames\":[\"Access\"],\"classification\":\"RequiredError\",\"message\":\"Required\"}]",
                admin.post("/api/datasources", "{\"name\":\"P2\",\"type\":\"prometheus\"}"));
        expect(
                200,
                "[{\"id\":1,\"uid\":\"promuid\",\"orgId\":1,\"name\":\"P\",\"type\":\"prometheus\",\"typeName\":\"Prometheus\","
                        + "\"typeLogoUrl\":\"public/app/plugins/datasource/prometheus/img/prometheus_logo.svg\","
                        + "\"access\":\"proxy\",\"url\":\"http://127.0.0.1:9\",\"password\":\"\",\"user\":\"\","
                        + "\"database\":\"\",\"basicAuth\":true,\"isDefault\":false,\"jsonData\":{},\"readOnly\":false}]",
                admin.get("/api/datasources"));
        expect(200, shown, admin.get("/api/datasources/uid/promuid"));
        expect(200, "{\"id\":1}", admin.get("/api/datasources/id/P"));
        expect(403, message("Permission denied"), editor.get("/api/datasources"));
        expectPart(
                200,
                "\"basicAuth\":false,\"basicAuthUser\":\"u\"",
                admin.put(
                        "/api/datasources/1",
                        "{\"name\":\"P\",\"type\":\"prometheus\",\"url\":\"http://127.0.0.1:10\",\"access\":\"proxy\"}"));
        expect(404, message("Data source not found"), admin.delete("/api/datasources/999"));
        expect(200, "{\"id\":1,\"message\":\"Data source deleted\"}", admin.delete("/api/datasources/name/P"));
    }

    @Test
    void keepsLibraryPanelsUnderTheirOldAddress() {
        String panel = "{\"folderId\":0,\"name\":\"LP1\",\"model\":{\"type\":\"text\",\"title\":\"x\"}}";
        String uid = editor.post("/api/library-panels", panel)
                .json()
                .path("result")
                .path("uid")
                .textValue();
        expect(400, message("library panel with that name already exists"), editor.post("/api/library-panels", panel));
        expectPart(
                200,
                "{\"result\":{\"totalCount\":1,\"libraryPanels\":[{\"id\":1,\"orgId\":1,\"folderId\":0,\"uid\":\"" + uid
                        + "\",\"name\":\"LP1\",\"type\":\"text\",\"description\":\"\",\"model\":{\"description\":\"\","
                        + "\"title\":\"LP1\",\"type\":\"text\"},\"version\":1,\"meta\":{\"canEdit\":true,"
                        + "\"connectedDashboards\":0,",
                editor.get("/api/library-panels"));
        expect(404, message("Not found"), editor.get("/api/library-elements"));
        expect(404, message("library panel could not be found"), editor.get("/api/library-panels/nope"));
        save(
                "\"title\":\"withlib\",\"panels\":[{\"id\":1,\"libraryPanel\":{\"name\":\"LP1\",\"uid\":\"" + uid
                        + "\"}}]",
                "");
        expect(403, message("the library panel is linked to dashboards"), editor.delete("/api/library-panels/" + uid));
    }

    @Test
    void locksAUserOutAfterFiveWrongPasswords() {
        admin.post("/api/admin/users", "{\"login\":\"u\",\"email\":\"u@x\",\"password\":\"pw12\"}");
        for (int i = 0; i < 5; i++) {
            expect(
                    401,
                    message("invalid username or password"),
                    Talk.basic(grafana, "u", "no").get("/api/org"));
        }
        expect(
                401,
                message("invalid username or password"),
                Talk.basic(grafana, "u", "pw12").get("/api/org"));
        assertEquals(200, admin.get("/api/org").status());
        clock.now = clock.now.plus(Duration.ofMinutes(6));
        assertEquals(200, Talk.basic(grafana, "u", "pw12").get("/api/org").status());
    }

    @Test
    void answersWhatItDoesNotKnow() {
        expect(
                200,
                "{\n  \"commit\": \"6130ba8b4c\",\n  \"database\": \"ok\",\n  \"version\": \"7.5.5\"\n}",
                nobody.get("/api/health"));
        expect(200, "", nobody.send("HEAD", "/api/health", null));
        expect(404, message("Not found"), admin.get("/api/nope"));
        expect(401, message("Unauthorized"), nobody.get("/api/nope"));
        expect(404, message("Not found"), admin.get("/api/serviceaccounts/search"));
        expect(404, message("Not found"), admin.get("/api/v1/provisioning/alert-rules"));
        expect(404, message("Not found"), editor.get("/api/dashboards/uid/"));
        expect(404, message("Dashboard not found"), editor.get("/api/dashboards/uid/a%2Fb"));
    }
}
