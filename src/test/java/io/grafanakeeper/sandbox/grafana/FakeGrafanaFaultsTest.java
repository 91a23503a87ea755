package io.grafanakeeper.sandbox.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeGrafanaFaultsTest {
    private final FakeGrafana grafana =
            FakeGrafana.builder().roundTrip(Duration.ofMillis(50)).build().start();
    private final Talk admin = Talk.basic(grafana, "admin", "admin");

    @AfterEach
    void stop() {
        grafana.close();
    }

    @Test
    void throwsTheDiceOfItsSeedAtReadsUnderAPrefixOnly() throws IOException {
        grafana.seedSamples();
        grafana.faults()
                .install(Faults.random(7)
                        .tooMany(0.5, Duration.ofSeconds(2))
                        .html(0.25)
                        .readsOnly()
                        .under("/api/dashboards"));
        int tooMany = 0;
        int html = 0;
        for (int i = 0; i < 40; i++) {
            Talk.Said said = admin.trySend("GET", "/api/dashboards/uid/nodes", null);
            if (said.status() == 429) {
                tooMany++;
                assertEquals(
                        "2", said.response().headers().firstValue("Retry-After").orElse(""));
            } else if (said.body().startsWith("<!doctype html>")) {
                html++;
            }
        }
        assertTrue(tooMany > 10 && html > 2 && tooMany + html < 40, tooMany + " and " + html);
        assertEquals(200, admin.get("/api/search").status());
    }

    @Test
    void locksTheDatabaseWhenTooManyWrite() {
        grafana.faults().maxWriters(2);
        List<CompletableFuture<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String folder = "{\"title\":\"F" + i + "\"}";
            writes.add(CompletableFuture.supplyAsync(
                    () -> admin.post("/api/folders", folder).status(), command -> new Thread(command).start()));
        }
        List<Integer> statuses = writes.stream().map(CompletableFuture::join).toList();
        assertTrue(statuses.contains(200) && statuses.contains(500), statuses.toString());
        assertEquals(200, admin.post("/api/folders", "{\"title\":\"late\"}").status());
        assertTrue(grafana.requests().maxInFlight() > 2);
    }

    @Test
    void goesDownAndComesBack() {
        grafana.down(true);
        assertThrows(IOException.class, () -> admin.trySend("POST", "/api/folders", "{\"title\":\"x\"}"));
        grafana.faults().outage(Faults.Outage.UNAVAILABLE);
        assertEquals(503, admin.get("/api/health").status());
        grafana.down(false);
        assertEquals(200, admin.get("/api/health").status());
        assertTrue(grafana.folderTree().isEmpty());
    }

    @Test
    void answersLateAndSlowly() {
        grafana.faults().intercept(exchange -> Fault.hang(Duration.ofMillis(200)));
        long start = System.nanoTime();
        admin.get("/api/health");
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(250).toNanos());
        grafana.faults().intercept(exchange -> Fault.slowBody(Duration.ofMillis(200)));
        assertTrue(admin.get("/api/health").body().endsWith("}"));
    }

    @Test
    void loadsATreeOfFilesTheSameWayEachTime(@TempDir Path directory) throws IOException {
        Path inner = Files.createDirectories(directory.resolve("Team A").resolve("Inner"));
        Files.writeString(directory.resolve("root.json"), "{\"title\":\"Root\",\"n\":1e3}");
        Files.writeString(inner.resolve("named.json"), "{\"uid\":\"named\",\"title\":\"Named\"}");
        Files.writeString(
                inner.resolve("v2.json"),
                "{\"apiVersion\":\"dashboard.grafana.app/v2\",\"kind\":\"Dashboard\",\"metadata\":{\"name\":\"second\","
                        + "\"annotations\":{\"grafana.app/folder\":\"gone\"}},\"spec\":{\"title\":\"Second\"}}");
        FakeGrafana flat = FakeGrafana.builder().flavour(Flavour.V7_5).build();
        FakeGrafana resources = FakeGrafana.builder().flavour(Flavour.V13_1).build();
        List.of(grafana, flat, resources).forEach(each -> each.seedFolders(directory));

        assertEquals(
                List.of("Team A", "Team A/Inner"),
                grafana.folderTree().values().stream().sorted().toList());
        assertTrue(flat.folderTree().containsValue("Team A / Inner"));
        assertEquals(grafana.dashboardUids(), flat.dashboardUids());
        assertEquals(3, resources.dashboardUids().size());
        String folder = resources.folderOf("second");
        assertEquals("Team A/Inner", resources.folderTree().get(folder));
        assertFalse(grafana.dashboardJson("second").contains("schemaVersion"));
        assertTrue(resources.dashboardJson("second").contains("schemaVersion"));
        assertTrue(grafana.dashboardJson(grafana.dashboardUids().get(0)).contains("\"n\":1e3"));
    }

    @Test
    void forgetsItsContentButNotItsCredentials() {
        grafana.seedSamples();
        String token = grafana.mintToken("t", "Admin", null);
        grafana.deleteEverything();

        Talk holder = Talk.bearer(grafana, token);
        assertEquals("[]", holder.get("/api/search").body());
        assertEquals("[]", holder.get("/api/datasources").body());
        grafana.putDashboard("", "{\"title\":\"New\"}".getBytes(StandardCharsets.UTF_8));
        assertEquals(1, holder.get("/api/search").json().size());
    }
}
