package io.grafanakeeper.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Totals;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.GrafanaSource;
import io.grafanakeeper.inventory.Listing;
import io.grafanakeeper.inventory.Pending;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.BackupChoice;
import io.grafanakeeper.runs.Run;
import io.grafanakeeper.runs.RunState;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import io.grafanakeeper.settings.BackupSettings;
import io.grafanakeeper.settings.FolderFilter;
import io.grafanakeeper.settings.Include;
import io.grafanakeeper.settings.Retention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deletes dashboards, each after a backup that anything can be restored from. */
class DeleteDashboardTest {
    private static final String FULL = "20261123T050000Z-0001";

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void backsUpFirstAndCarriesEverythingElseOver(Flavour flavour) throws IOException {
        try (DashboardStand stand = new DashboardStand(flavour)) {
            stand.grafana.seedSamples();
            Manifest full = backUp(stand);
            stand.grafana.touchDashboard("redis", model -> model.put("x-late", "change"));
            Said said = stand.call("DELETE", "lab/dashboards/redis");
            assertEquals(
                    "200 true redis", said.status() + " " + said.at("/deleted") + " " + said.at("/uid"), said::text);
            assertFalse(stand.grafana.dashboardUids().contains("redis"));

            Manifest made = stand.store
                    .readManifest(DashboardStand.TARGET, said.at("/backup"))
                    .orElseThrow();
            assertEquals(BackupState.COMPLETE, made.state());
            assertEquals("items", made.scope());
            assertEquals(full.items().size(), made.items().size());
            Item item = made.item(ItemKind.DASHBOARD, "redis").orElseThrow();
            Item before = full.item(ItemKind.DASHBOARD, "redis").orElseThrow();
            assertEquals(before.folderPath() + " " + before.folderUid(), item.folderPath() + " " + item.folderUid());
            assertEquals(
                    "change",
                    LosslessJson.read(stand.store
                                    .readObject(DashboardStand.TARGET, item.sha256())
                                    .orElseThrow())
                            .path("x-late")
                            .asText());
            assertEquals(1, made.totals().newObjects());
            assertEquals(
                    FULL,
                    new BackupChoice(stand.store)
                            .manifest(DashboardStand.TARGET, "latest")
                            .id());
            Run run = stand.runs.run(said.at("/run"));
            assertEquals(RunState.SUCCEEDED, run.state());
            assertEquals(List.of(run), stand.noted.runs());
            assertEquals(404, stand.call("DELETE", "lab/dashboards/redis").status());
        }
    }

    @Test
    void standsOnTheBackupBeforeItWhenThatIsWhole() {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            backUp(stand);
            stand.grafana.touchDashboard("redis", model -> model.put("x-late", "change"));
            Said first = stand.call("DELETE", "lab/dashboards/redis");
            stand.clock.move(Duration.ofMinutes(1));
            Said second = stand.call("DELETE", "lab/dashboards/nodes");
            Manifest one = stand.store
                    .readManifest(DashboardStand.TARGET, first.at("/backup"))
                    .orElseThrow();
            Manifest two = stand.store
                    .readManifest(DashboardStand.TARGET, second.at("/backup"))
                    .orElseThrow();
            assertEquals(one.item(ItemKind.DASHBOARD, "redis"), two.item(ItemKind.DASHBOARD, "redis"));
            assertEquals(0, two.totals().newObjects());
        }
    }

    @Test
    void countsTheRequestsThatItsBackupTook() {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            stand.grafana.resetCounters();
            Said said = stand.call("DELETE", "lab/dashboards/redis");
            Manifest made = stand.store
                    .readManifest(DashboardStand.TARGET, said.at("/backup"))
                    .orElseThrow();
            long after = stand.grafana.requests().total() - made.totals().requests();
            assertTrue(made.totals().requests() >= 2, made::toString);
            assertTrue(after >= 2, "it is read again and deleted after the backup");
        }
    }

    @Test
    void isPartialWhereNothingWasEverBackedUp() {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            Said said = stand.call("DELETE", "lab/dashboards/redis");
            Manifest made = stand.store
                    .readManifest(DashboardStand.TARGET, said.at("/backup"))
                    .orElseThrow();
            assertEquals(BackupState.PARTIAL, made.state());
            assertEquals(1, made.items().size());
        }
    }

    @Test
    void keepsADashboardOfTheSecondFormWhole() throws IOException {
        try (DashboardStand stand = new DashboardStand(Flavour.V13_1)) {
            String v2 =
                    "{\"apiVersion\":\"dashboard.grafana.app/v2\",\"kind\":\"Dashboard\",\"metadata\":{\"name\":\"second\"},"
                            + "\"spec\":{\"title\":\"Second\",\"elements\":{\"panel-1\":{\"max\":1.0}}}}";
            stand.grafana.putDashboard("", v2.getBytes(StandardCharsets.UTF_8));
            Said said = stand.call("DELETE", "lab/dashboards/second");
            Item item = stand.store
                    .readManifest(DashboardStand.TARGET, said.at("/backup"))
                    .orElseThrow()
                    .item(ItemKind.DASHBOARD, "second")
                    .orElseThrow();
            byte[] bytes =
                    stand.store.readObject(DashboardStand.TARGET, item.sha256()).orElseThrow();
            assertEquals(v2.length(), bytes.length);
            assertEquals("1.0", LosslessJson.text(LosslessJson.read(bytes).at("/spec/elements/panel-1/max")));
            assertTrue(stand.grafana.dashboardUids().isEmpty());
        }
    }

    @Test
    void backsUpAgainWhatIsSavedInTheMeantime() {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            AtomicInteger reads = new AtomicInteger();
            stand.grafana.faults().intercept(exchange -> {
                boolean second =
                        exchange.route().equals("GET /api/dashboards/uid/:uid") && reads.incrementAndGet() == 2;
                if (second) {
                    stand.grafana.touchDashboard("redis", model -> model.put("x-late", "change"));
                }
                return Fault.pass();
            });
            Said said = stand.call("DELETE", "lab/dashboards/redis");
            assertEquals(200, said.status(), said::text);
            assertEquals(2, stand.store.ids(DashboardStand.TARGET).size());
            assertEquals(
                    said.at("/backup"), stand.store.ids(DashboardStand.TARGET).get(1));
            assertTrue(stand.store.text().contains("x-late"));
        }
    }

    @Test
    void deletesNothingWhenTheBackupFails() {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            stand.grafana
                    .faults()
                    .intercept(
                            exchange -> exchange.path().equals("/api/health") ? Fault.status(400, "no") : Fault.pass());
            Said said = stand.call("DELETE", "lab/dashboards/redis");
            assertEquals(502, said.status(), said::text);
            assertTrue(stand.grafana.dashboardUids().contains("redis"));
            assertTrue(stand.store.ids(DashboardStand.TARGET).isEmpty());
        }
    }

    @Test
    void tellsWhyAProvisionedDashboardStays() {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            stand.grafana.provisionDashboard("redis", "redis.json");
            Said said = stand.call("DELETE", "lab/dashboards/redis");
            assertEquals("409 uid", said.status() + " " + said.at("/field"), said::text);
            assertTrue(said.at("/detail").contains("provisioned from a file"), said::text);
            assertEquals(400, stand.call("DELETE", "lab/dashboards/a%20b").status());
        }
    }

    @Test
    void countsALostAnswerAsDeleted() {
        try (DashboardStand stand = new DashboardStand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            AtomicInteger deletions = new AtomicInteger();
            stand.grafana
                    .faults()
                    .intercept(exchange -> exchange.method().equals("DELETE") && deletions.incrementAndGet() == 1
                            ? Fault.appliedThenReset()
                            : Fault.pass());
            assertEquals(200, stand.call("DELETE", "lab/dashboards/redis").status());
            assertEquals(2, deletions.get());
        }
    }

    private static Manifest backUp(DashboardStand stand) {
        BackupSettings everything = new BackupSettings(
                EnumSet.allOf(Include.class), new FolderFilter(List.of(), List.of()), new Retention(1, 1, 1, 1));
        List<Item> items = new ArrayList<>();
        try (Listing listing = new GrafanaSource(stand.client(), everything).list()) {
            for (Pending pending : listing.items()) {
                Draft draft = pending.read().get();
                Content content = Content.of(draft.content());
                stand.store.putObject(DashboardStand.TARGET, content);
                items.add(draft.stored(content));
            }
        }
        Instant time = Instant.parse("2026-11-23T05:00:00Z");
        Manifest manifest = new Manifest(
                FULL,
                DashboardStand.TARGET,
                "",
                BackupState.COMPLETE,
                "all",
                time,
                time,
                "",
                "self-hosted",
                List.of(),
                items,
                List.of(),
                new Totals(items.size(), 0, 0, 0, 0, 0));
        stand.store.putManifest(manifest);
        return manifest;
    }
}
