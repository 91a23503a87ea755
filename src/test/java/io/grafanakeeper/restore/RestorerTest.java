package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.grafana.DashboardsApi.FolderRef;
import io.grafanakeeper.grafana.FoldersApi;
import io.grafanakeeper.grafana.KubernetesApi;
import io.grafanakeeper.grafana.LibraryApi;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.runs.ServiceException;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Faults;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            names = {"V7_5", "V11_6", "V12_1", "V13_1"})
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
            names = {"V7_5", "V11_6", "V12_1", "V13_1"})
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
            names = {"V7_5", "V11_6", "V12_1", "V13_1"})
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
    void makesFoldersInFoldersWhereTheVersionIsHidden() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            stand.grafana.putFolder("a", "A", "");
            stand.grafana.putFolder("prod", "Prod", "a");
            stand.dashboard("prod", "one", "One");
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            stand.grafana
                    .faults()
                    .intercept(exchange -> exchange.path().equals("/api/health")
                            ? Fault.status(200, "{\"database\":\"ok\"}", Map.of())
                            : Fault.pass());
            assertEquals(List.of(), stand.restore(manifest, "{}"));
            assertEquals(Map.of("a", "A", "prod", "A/Prod"), stand.grafana.folderTree());
        }
    }

    @Test
    void makesThePathAgainThatABackupOfDashboardsOnlyNames() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            stand.grafana.putFolder("a", "A", "");
            stand.grafana.putFolder("prod", "Prod", "a");
            stand.dashboard("prod", "one", "One");
            Manifest manifest = Stand.manifest(stand.backUp().items().stream()
                    .filter(item -> item.kind() == ItemKind.DASHBOARD)
                    .toList());
            stand.grafana.deleteEverything();
            stand.grafana.putFolder("stranger", "Prod", "");
            assertEquals(List.of(), stand.restore(manifest, "{}"));
            assertEquals("A/Prod", stand.grafana.folderTree().get(stand.grafana.folderOf("one")));
            assertEquals(3, stand.grafana.folderTree().size());
            Plan again = stand.plan(manifest, "{}");
            assertEquals(
                    Action.UNCHANGED,
                    Stand.step(again, ItemKind.DASHBOARD, "one").action(),
                    again.json()::toString);
        }
    }

    @Test
    void doesWhatThePlanSaysWhereFoldersOfOneTitleCannotBeApart() {
        try (Stand stand = new Stand(Flavour.V11_6);
                Stand flat = new Stand(Flavour.V9_5, stand.store)) {
            for (String above : List.of("A", "B")) {
                stand.grafana.putFolder(above, above, "");
                stand.grafana.putFolder("in" + above, "Prod", above);
                stand.dashboard("in" + above, "of" + above, "Of " + above);
            }
            Manifest manifest = stand.backUp();
            Plan plan = flat.plan(manifest, "{}");
            assertEquals(List.of(), flat.restore(plan, "{}", name -> name));
            assertEquals(Map.of("A", "A", "B", "B", "inA", "Prod"), flat.grafana.folderTree());
            assertEquals(List.of("ofA"), flat.grafana.dashboardUids());
            assertEquals(
                    Action.CONFLICT, Stand.step(plan, ItemKind.FOLDER, "inB").action());
            assertEquals(
                    Action.SKIPPED, Stand.step(plan, ItemKind.DASHBOARD, "ofB").action());
        }
    }

    @Test
    void putsDashboardsIntoTheFoldersThatGrafana7DoesNotList() {
        try (Stand stand = new Stand(Flavour.V7_5)) {
            for (int i = 0; i < 1001; i++) {
                stand.grafana.putFolder("f" + i, "Folder " + i, "");
            }
            stand.grafana.putFolder("z", "Zulu", "");
            stand.dashboard("z", "lost", "Lost");
            stand.dashboard("z", "changed", "Changed");
            Manifest manifest = stand.backUp();
            stand.grafana.deleteDashboard("lost");
            stand.grafana.touchDashboard("changed", model -> model.put("description", "new"));
            String request = "{\"overwrite\":true,\"select\":{\"kinds\":[\"dashboard\"]}}";
            assertEquals(List.of(), stand.restore(manifest, request));
            assertEquals("z", stand.grafana.folderOf("lost"));
            assertEquals("z", stand.grafana.folderOf("changed"));
        }
    }

    @Test
    void leavesOutExactlyTheV2DashboardsWhoseMetadataAreNoObject() {
        try (Stand stand = new Stand(Flavour.V13_1)) {
            List<Item> items = new ArrayList<>();
            for (String metadata : List.of("5", "{\"annotations\":\"a\"}", "{\"name\":\"d2\"}")) {
                String uid = "d" + items.size();
                Content content = Content.of(json("{\"apiVersion\":\"dashboard.grafana.app/v2\",\"kind\":\"Dashboard\","
                        + "\"metadata\":" + metadata + ",\"spec\":{\"title\":\"Two\",\"elements\":{}}}"));
                stand.store.putObject(Stand.TARGET, content);
                Long id = items.isEmpty() ? 7L : null;
                items.add(new Item(ItemKind.DASHBOARD, uid, "Two", "", "", id, null, null, null, content.sha256(), 1));
            }
            stand.grafana.putDashboard("", v2("v2"));
            Item there = items.get(1);
            items.add(new Item(ItemKind.DASHBOARD, "v2", "Two", "", "", null, null, null, null, there.sha256(), 1));
            Manifest manifest = Stand.manifest(items);
            Plan plan = stand.plan(manifest, "{\"overwrite\":true}");
            assertEquals(
                    List.of("d1", "v2"),
                    plan.steps().stream()
                            .filter(step -> step.action() == Action.SKIPPED)
                            .map(Step::uid)
                            .toList());
            assertEquals(
                    "metadata.annotations of the dashboard is not a JSON object",
                    Stand.step(plan, ItemKind.DASHBOARD, "d1").reason());
            List<ItemFailure> failures = stand.restore(plan, "{}", name -> name);
            assertEquals(
                    List.of("d0: metadata of the dashboard is not a JSON object"),
                    failures.stream()
                            .map(failure -> failure.uid() + ": " + failure.reason())
                            .toList());
            assertEquals(List.of("d2", "v2"), stand.grafana.dashboardUids());
        }
    }

    private static JsonNode json(String text) {
        try {
            return LosslessJson.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void putsLibraryPanelsIntoFoldersThatAreKnownByTheirNumbersOnly() {
        FakeGrafana early = FakeGrafana.builder()
                .flavour(Flavour.V9_5)
                .libraryByFolderNumber()
                .build();
        try (Stand stand = new Stand(early, new InMemoryBackupStore())) {
            LibraryApi library = new LibraryApi(stand.client());
            stand.grafana.putFolder("a", "A", "");
            FolderRef folder = new FolderRef(
                    "a", new FoldersApi(stand.client()).find("a").orElseThrow().id());
            String panel = "{\"uid\":\"%s\",\"name\":\"%s\",\"kind\":1,\"model\":{\"type\":\"text\"}}";
            library.create((ObjectNode) json(panel.formatted("in", "In")), folder);
            library.create((ObjectNode) json(panel.formatted("out", "Out")), null);
            Manifest manifest = stand.backUp();
            assertEquals(
                    "a",
                    manifest.item(ItemKind.LIBRARY_PANEL, "in").orElseThrow().folderUid());
            stand.grafana.deleteEverything();
            assertEquals(List.of(), stand.restore(manifest, "{}"));
            assertEquals("a", library.read("in").path("meta").path("folderUid").asText());
            assertEquals(
                    Action.UNCHANGED,
                    Stand.step(stand.plan(manifest, "{}"), ItemKind.LIBRARY_PANEL, "in")
                            .action());

            ObjectNode moved = library.read("in");
            library.update("in", moved, null);
            Plan plan = stand.plan(manifest, "{\"overwrite\":true}");
            assertEquals(
                    Action.UPDATE,
                    Stand.step(plan, ItemKind.LIBRARY_PANEL, "in").action());
            assertEquals(List.of(), stand.restore(plan, "{}", name -> name));
            assertEquals("a", library.read("in").path("meta").path("folderUid").asText());
        }
    }

    @Test
    void countsEachItemOnce() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            Plan plan = stand.plan(manifest, UNSECRET);
            AtomicLong most = new AtomicLong();
            stand.restore(plan, UNSECRET, name -> name, done -> most.accumulateAndGet(done, Math::max));
            assertEquals(
                    plan.steps().stream().filter(step -> step.action().writes()).count(), most.get());
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

    @ParameterizedTest
    @CsvSource({"V12_1,v1beta1", "V13_1,v1beta1", "V13_1,v2", "V13_1,v2beta1"})
    void bringsV2DashboardsBackFieldForField(Flavour flavour, String preferred) {
        FakeGrafana grafana = FakeGrafana.builder()
                .flavour(flavour)
                .preferredVersion(preferred)
                .build();
        try (Stand stand = new Stand(grafana, new InMemoryBackupStore())) {
            stand.grafana.putFolder("a", "A", "");
            Map<String, JsonNode> before = new TreeMap<>();
            for (String version : List.of("v2alpha1", "v2beta1")) {
                stand.grafana.putDashboard("a", v2(version));
                before.put(version, kept(stand, version));
            }
            stand.dashboard("a", "one", "One");
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            assertEquals(List.of(), stand.restore(manifest, "{}"));
            before.forEach((version, whole) -> {
                assertEquals(whole, kept(stand, version));
                assertEquals("a", stand.grafana.folderOf(version));
            });
            stand.plan(manifest, "{}")
                    .steps()
                    .forEach(step -> assertEquals(Action.UNCHANGED, step.action(), step::toString));
            assertEquals(
                    manifest.items().stream().map(Item::sha256).sorted().toList(),
                    stand.backUp().items().stream().map(Item::sha256).sorted().toList());
        }
    }

    private static byte[] v2(String version) {
        return ("{\"apiVersion\":\"dashboard.grafana.app/" + version
                        + "\",\"kind\":\"Dashboard\",\"metadata\":{\"name\":\""
                        + version
                        + "\",\"annotations\":{\"own\":\"kept\"}},\"spec\":{\"title\":\"Two\",\"elements\":{\"panel-1\":"
                        + "{\"kind\":\"Panel\",\"spec\":{\"id\":1,\"max\":1e3,\"min\":-0.0,\"big\":9007199254740993}}},\"layout\":"
                        + "{\"kind\":\"GridLayout\",\"spec\":{\"items\":[{\"x\":0,\"unknown\":null}]}}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns what a server has of a dashboard, read in the version that its uid names. */
    private static JsonNode kept(Stand stand, String version) {
        ObjectNode resource =
                new KubernetesApi(stand.client()).find(version, version).orElseThrow();
        resource.withObject("/metadata")
                .remove(List.of("uid", "resourceVersion", "generation", "creationTimestamp", "labels"));
        resource.withObject("/metadata/annotations")
                .remove(List.of("grafana.app/createdBy", "grafana.app/updatedBy", "grafana.app/updatedTimestamp"));
        return resource;
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
