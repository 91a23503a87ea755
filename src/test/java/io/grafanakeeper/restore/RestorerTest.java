package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Faults;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestorerTest {
    /** The sample's contact point has a secret, so it is skipped and the policies that name it are refused. */
    private static final String UNSECRET =
            "{\"select\":{\"kinds\":[\"folder\",\"data-source\",\"library-panel\",\"dashboard\","
                    + "\"alert-rule\",\"mute-timing\",\"template\"]}}";

    private static final String OVERVIEW = "{\"select\":{\"uids\":[\"overview\"]}}";

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"V7_5", "V11_6", "V13_1"})
    void bringsEverythingBackToItsFolder(Flavour flavour) {
        try (Stand stand = new Stand(flavour)) {
            stand.grafana.seedSamples();
            Manifest manifest = stand.backUp();
            var folders = stand.grafana.folderTree();
            stand.grafana.deleteEverything();
            List<ItemFailure> failures = stand.restore(manifest, UNSECRET);
            assertEquals(List.of(), failures);
            assertEquals(folders, stand.grafana.folderTree());
            assertEquals("platform", stand.grafana.folderOf("nodes"));
            stand.plan(manifest, UNSECRET)
                    .steps()
                    .forEach(step -> assertFalse(
                            step.action() == Action.UPDATE || step.action() == Action.CONFLICT, step::toString));
        }
    }

    @Test
    void writesNamesWithSpacesAndSlashesIntoThePath() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            var template = JsonNodeFactory.instance
                    .objectNode()
                    .put("name", "on call/short 100%")
                    .put("template", "x");
            var content = Content.of(template);
            stand.store.putObject(Stand.TARGET, content);
            String name = "on call/short 100%";
            Item item = new Item(ItemKind.TEMPLATE, name, name, "", "", null, null, null, null, content.sha256(), 1);
            Manifest manifest = Stand.manifest(List.of(item));
            assertEquals(List.of(), stand.restore(manifest, "{}"));
            assertEquals(
                    Action.UNCHANGED,
                    Stand.step(stand.plan(manifest, "{}"), ItemKind.TEMPLATE, name)
                            .action());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"V7_5", "V11_6", "V13_1"})
    void takesALostAnswerForSuccess(Flavour flavour) {
        try (Stand stand = new Stand(flavour)) {
            stand.grafana.seedSamples();
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            stand.grafana
                    .faults()
                    .install(Faults.random(7).appliedThenReset(0.4).writesOnly());
            assertEquals(List.of(), stand.restore(manifest, UNSECRET));
            assertEquals("platform", stand.grafana.folderOf("nodes"));
        }
    }

    @Test
    void bearsALockedDatabase() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            for (int i = 0; i < 60; i++) {
                stand.dashboard("", "d" + i, "Dashboard " + i);
            }
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            stand.grafana.faults().maxWriters(4);
            stand.grafana.faults().install(Faults.random(3).databaseLocked(0.1).writesOnly());
            assertEquals(List.of(), stand.restore(manifest, "{}"));
            assertEquals(60, stand.grafana.dashboardUids().size());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Flavour.class,
            names = {"V7_5", "V11_6", "V13_1"})
    void makesAFolderAgainThatSomebodyDeletesMeanwhile(Flavour flavour) {
        try (Stand stand = new Stand(flavour)) {
            stand.grafana.putFolder("a", "A", "");
            stand.dashboard("a", "one", "One");
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            stand.grafana.putFolder("a", "A", "");
            Plan plan = stand.plan(manifest, "{}");
            AtomicBoolean deleted = new AtomicBoolean();
            stand.grafana.faults().intercept(exchange -> {
                if (exchange.path().equals("/api/dashboards/db") && !deleted.getAndSet(true)) {
                    stand.grafana.deleteEverything();
                }
                return Fault.pass();
            });
            assertEquals(List.of(), stand.restore(plan, "{}", name -> name));
            assertEquals("a", stand.grafana.folderOf("one"));
        }
    }

    @Test
    void refusesExactlyTheDamagedObjects() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            stand.dashboard("", "one", "One");
            stand.dashboard("", "two", "Two");
            stand.dashboard("", "three", "Three");
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            stand.store.flipByte(Stand.TARGET, hash(manifest, "one"));
            stand.store.lose(Stand.TARGET, hash(manifest, "two"));
            List<ItemFailure> failures = stand.restore(manifest, "{}");
            assertEquals(
                    List.of("one", "two"),
                    failures.stream().map(ItemFailure::uid).sorted().toList());
            assertEquals(List.of("three"), stand.grafana.dashboardUids());
        }
    }

    @Test
    void takesSecretsFromTheVaultAndTellsNobody() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            String request = "{\"select\":{\"kinds\":[\"data-source\"]},\"secrets\":{\"prom\":{\"basicAuthPassword\":"
                    + "\"the-name\"}}}";
            Plan plan = stand.plan(manifest, request);
            assertEquals(
                    List.of(), Stand.step(plan, ItemKind.DATA_SOURCE, "prom").secrets());
            assertEquals(List.of(), stand.restore(plan, request, name -> "value of " + name));
            assertFalse(plan.json().toString().contains("value of"));
            assertEquals(
                    Action.UPDATE,
                    Stand.step(stand.plan(manifest, request), ItemKind.DATA_SOURCE, "prom")
                            .action(),
                    "secrets named later are entered, too");
        }
    }

    @Test
    void failsOnlyTheDataSourceWhoseSecretIsMissing() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            String request =
                    "{\"select\":{\"kinds\":[\"data-source\",\"dashboard\"]},\"secrets\":{\"prom\":{\"basicAuthPassword\":\"gone\"}}}";
            List<ItemFailure> failures = stand.restore(stand.plan(manifest, request), request, name -> {
                throw new ServiceException("Key Vault", "there is no secret named " + name, false, null);
            });
            assertEquals(
                    List.of("prom"), failures.stream().map(ItemFailure::uid).toList());
            assertTrue(stand.grafana.dashboardUids().contains("overview"));
        }
    }

    @Test
    void putsAV2DashboardUnderAnotherFolder() {
        try (Stand stand = new Stand(Flavour.V13_1)) {
            stand.grafana.putFolder("a", "A", "");
            String resource =
                    "{\"apiVersion\":\"dashboard.grafana.app/v2\",\"kind\":\"Dashboard\",\"metadata\":{\"name\":"
                            + "\"new\"},\"spec\":{\"title\":\"New\",\"elements\":{}}}";
            stand.grafana.putDashboard("a", resource.getBytes(StandardCharsets.UTF_8));
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            String request = "{\"folder\":\"Restored\",\"select\":{\"kinds\":[\"folder\",\"dashboard\"]}}";
            assertEquals(List.of(), stand.restore(manifest, request));
            assertEquals("Restored/A", stand.grafana.folderTree().get(stand.grafana.folderOf("new")));
            assertEquals(
                    Action.UNCHANGED,
                    Stand.step(stand.plan(manifest, request), ItemKind.DASHBOARD, "new")
                            .action());
            stand.grafana.touchDashboard("new", model -> model.put("description", "changed"));
            String forced = "{\"overwrite\":true,\"folder\":\"Restored\",\"select\":{\"kinds\":[\"dashboard\"]}}";
            assertEquals(List.of(), stand.restore(manifest, forced));
        }
    }

    @Test
    void leavesADashboardThatChangedAfterThePlan() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            Manifest manifest = stand.backUp();
            stand.grafana.touchDashboard("overview", model -> model.put("description", "first"));
            String request = OVERVIEW.replace("{\"select", "{\"overwrite\":true,\"select");
            Plan plan = stand.plan(manifest, request);
            stand.grafana.touchDashboard("overview", model -> model.put("description", "second"));
            assertEquals(1, stand.restore(plan, request, name -> name).size());
            assertTrue(stand.grafana.dashboardJson("overview").contains("second"));
        }
    }

    private static String hash(Manifest manifest, String uid) {
        return manifest.item(ItemKind.DASHBOARD, uid).map(Item::sha256).orElse("");
    }
}
