package io.grafanakeeper.sandbox.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeGrafanaTest {
    private final FakeGrafana grafana = FakeGrafana.builder().build().start();

    @AfterEach
    void stop() {
        grafana.close();
    }

    private Talk admin() {
        return Talk.basic(grafana, "admin", "admin");
    }

    @Test
    void showsTheSeededSamplesToATokenItMinted() {
        grafana.seedSamples();
        Talk viewer = Talk.bearer(grafana, grafana.mintToken("reader", "Viewer", Duration.ofHours(1)));

        assertEquals(12, viewer.get("/api/search?type=dash-db").json().size());
        assertEquals(3, viewer.get("/api/search?type=dash-folder").json().size());
        assertEquals(2, viewer.get("/api/folders").json().size());
        assertEquals(1, viewer.get("/api/folders?parentUid=platform").json().size());
    }

    @Test
    void passesEveryNumberThroughAsItIsSpelled() {
        String saved =
                "{\"dashboard\":{\"uid\":\"fid\",\"title\":\"fid <b>&amp; é\",\"schemaVersion\":27,\"panels\":[],"
                        + "\"big\":9007199254740993,\"flt\":1.0,\"exp\":1e3,\"neg0\":-0.0,\"long\":0.1234567890123456789012345,"
                        + "\"dup\":1,\"dup\":2,\"nul\":\"a\\u0000b\",\"z\":1,\"a\":{\"y\":1,\"b\":2},\"empty\":{},\"arr\":[],"
                        + "\"n\":null},\"overwrite\":true}";
        assertEquals(200, admin().post("/api/dashboards/db", saved).status());

        String shown =
                "\"dashboard\":{\"a\":{\"b\":2,\"y\":1},\"arr\":[],\"big\":9007199254740993,\"dup\":2,\"empty\":{},"
                        + "\"exp\":1e3,\"flt\":1.0,\"id\":1,\"long\":0.1234567890123456789012345,\"n\":null,\"neg0\":-0.0,"
                        + "\"nul\":\"a\\u0000b\",\"panels\":[],\"schemaVersion\":27,"
                        + "\"title\":\"fid \\u003cb\\u003e\\u0026amp; é\",\"uid\":\"fid\",\"version\":1,\"z\":1}}";
        String plain = admin().get("/api/dashboards/uid/fid").body();
        assertTrue(plain.endsWith(shown), plain);
        Talk.Said zipped = admin().with("Accept-Encoding", "gzip").get("/api/dashboards/uid/fid");
        assertEquals(
                "gzip",
                zipped.response().headers().firstValue("Content-Encoding").orElse(""));
        assertEquals(plain, zipped.body());
    }

    @Test
    void keepsTheSpellingOfNumbersWhenADashboardIsTouched() {
        grafana.seedSamples();
        String before = grafana.dashboardJson("spellings");
        grafana.touchDashboard("spellings", model -> {});

        assertEquals(before.replace("\"version\":1", "\"version\":2"), grafana.dashboardJson("spellings"));
    }

    @Test
    void zipsALongListingSoThatItReadsTheSame() {
        for (int i = 0; i < 1200; i++) {
            String json = "{\"uid\":\"d" + i + "\",\"title\":\"Dashboard " + i + "\"}";
            grafana.putDashboard("", json.getBytes(StandardCharsets.UTF_8));
        }
        Talk.Said plain = admin().get("/api/search");
        assertEquals(1000, plain.json().size());
        assertEquals(
                plain.body(),
                admin().with("Accept-Encoding", "gzip").get("/api/search").body());
        assertEquals(200, admin().get("/api/search?page=2").json().size());
        assertEquals("[]", admin().get("/api/search?page=3").body());
        assertEquals(422, admin().get("/api/search?limit=5001").status());
    }

    @Test
    void refusesARevokedToken() {
        String token = grafana.mintToken("x", "Admin", null);
        assertEquals(200, Talk.bearer(grafana, token).get("/api/org").status());
        grafana.revoke(token);

        assertEquals(401, Talk.bearer(grafana, token).get("/api/org").status());
        assertEquals(1, grafana.requests().refused());
    }

    @Test
    void countsRequestsByRoute() {
        grafana.seedSamples();
        admin().get("/api/dashboards/uid/nodes");
        admin().get("/api/dashboards/uid/redis");
        admin().get("/api/health");

        assertEquals(3, grafana.requests().total());
        assertEquals(2, grafana.requests().count("GET /api/dashboards/uid/:uid"));
        assertTrue(grafana.requests().connections() >= 1);
        grafana.resetCounters();
        assertEquals(0, grafana.requests().total());
    }

    @Test
    void appliesAWriteWhoseAnswerIsLost() {
        grafana.faults().intercept(exchange -> exchange.isRead() ? Fault.pass() : Fault.appliedThenReset());
        assertThrows(
                IOException.class,
                () -> admin().trySend("POST", "/api/folders", "{\"title\":\"Lost\",\"uid\":\"lost\"}"));

        assertEquals("Lost", Objects.requireNonNull(grafana.folderTree().get("lost")));
    }

    @Test
    void cutsBodiesSoThatTheClientNotices() {
        grafana.seedSamples();
        grafana.faults().intercept(exchange -> Fault.cutBody());
        assertThrows(IOException.class, () -> admin().trySend("GET", "/api/dashboards/uid/nodes", null));
        grafana.faults().intercept(exchange -> Fault.cutChunked());
        assertThrows(IOException.class, () -> admin().trySend("GET", "/api/dashboards/uid/nodes", null));
        grafana.faults().clear();
        assertEquals(200, admin().get("/api/dashboards/uid/nodes").status());
    }
}
