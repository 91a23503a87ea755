package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
    @Test
    void tellsProvisionedChangedTakenAndMissingApart() {
        try (Stand stand = new Stand(Flavour.V9_5)) {
            for (String uid : List.of("same", "changed", "provisioned", "missing", "taken")) {
                stand.dashboard("", uid, "The " + uid);
            }
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            stand.dashboard("", "same", "The same");
            stand.dashboard("", "changed", "The changed one");
            stand.dashboard("", "provisioned", "The provisioned one");
            stand.grafana.provisionDashboard("provisioned", "file.json");
            stand.dashboard("", "stranger", "The taken");
            Plan plan = stand.plan(manifest, "{\"overwrite\":true}");
            assertEquals(Action.UNCHANGED, action(plan, "same"));
            assertEquals(Action.UPDATE, action(plan, "changed"));
            assertEquals(Action.CONFLICT, action(plan, "provisioned"));
            assertEquals(Action.CREATE, action(plan, "missing"));
            assertEquals(Action.CONFLICT, action(plan, "taken"));
            assertEquals(Action.CONFLICT, action(stand.plan(manifest, "{}"), "changed"));
        }
    }

    @Test
    void makesATwinAgainThatTheBackupHoldsBeside() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            stand.dashboard("", "one", "Twin");
            stand.dashboard("", "two", "Twin");
            Manifest manifest = stand.backUp();
            stand.grafana.deleteEverything();
            stand.dashboard("", "one", "Twin");
            assertEquals(Action.CREATE, action(stand.plan(manifest, "{}"), "two"));
        }
    }

    @Test
    void leavesPoliciesThatSomebodyChanged() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            Manifest changed = stand.backUp();
            stand.grafana.deleteEverything();
            Manifest first = stand.backUp();
            stand.grafana.seedSamples();
            assertEquals(
                    Action.CONFLICT,
                    Stand.step(stand.plan(first, "{}"), ItemKind.NOTIFICATION_POLICY, "root")
                            .action());
            stand.grafana.deleteEverything();
            assertEquals(
                    Action.UPDATE,
                    Stand.step(
                                    stand.plan(changed, "{\"secrets\":{\"on-call\":{\"password\":\"its-name\"}}}"),
                                    ItemKind.NOTIFICATION_POLICY,
                                    "root")
                            .action());
        }
    }

    @Test
    void usesTheDataSourcesThatTheOtherGrafanaHasUnderTheSameUids() {
        try (Stand stand = new Stand(Flavour.V9_5);
                Stand other = new Stand(Flavour.V9_5, stand.store)) {
            stand.grafana.seedSamples();
            other.grafana.seedSamples();
            Manifest manifest = stand.backUp();
            Plan plan = other.plan(manifest, "{}", "other");
            assertTrue(plan.sources().isEmpty(), "the uids are the same");
            assertEquals(Action.UNCHANGED, action(plan, "overview"));
        }
    }

    @Test
    void keepsOutOfFoldersWhatHasNone() {
        try (Stand stand = new Stand(Flavour.V11_6)) {
            stand.grafana.seedSamples();
            Manifest manifest = stand.backUp();
            Map<ItemKind, Set<Action>> actions = new EnumMap<>(ItemKind.class);
            Map<ItemKind, Set<Boolean>> inFolders = new EnumMap<>(ItemKind.class);
            for (Step step : stand.plan(manifest, "{\"folder\":\"Restored\"}").steps()) {
                ItemKind kind = step.item().kind();
                actions.computeIfAbsent(kind, any -> EnumSet.noneOf(Action.class))
                        .add(step.action());
                inFolders
                        .computeIfAbsent(kind, any -> new HashSet<>())
                        .add(!step.folderUid().isEmpty());
            }
            for (ItemKind kind : List.of(
                    ItemKind.DATA_SOURCE,
                    ItemKind.CONTACT_POINT,
                    ItemKind.NOTIFICATION_POLICY,
                    ItemKind.MUTE_TIMING,
                    ItemKind.TEMPLATE)) {
                assertEquals(Set.of(Action.UNCHANGED), actions.get(kind), kind::text);
                assertEquals(Set.of(false), inFolders.get(kind), kind::text);
            }
            for (ItemKind kind : List.of(ItemKind.DASHBOARD, ItemKind.LIBRARY_PANEL, ItemKind.ALERT_RULE)) {
                assertEquals(Set.of(true), inFolders.get(kind), kind::text);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"V7_5,v2beta1", "V11_6,v2", "V12_1,v2"})
    void skipsV2DashboardsWhoseVersionTheServerDoesNotHave(Flavour flavour, String version) {
        try (Stand stand = new Stand(Flavour.V13_1);
                Stand older = new Stand(flavour, stand.store)) {
            String v2 = "{\"apiVersion\":\"dashboard.grafana.app/" + version + "\",\"kind\":\"Dashboard\",\"metadata\":"
                    + "{\"name\":\"%s\"},\"spec\":{\"title\":\"%s\",\"elements\":{}}}";
            for (String uid : List.of("one", "two")) {
                stand.grafana.putDashboard("", v2.formatted(uid, uid).getBytes(StandardCharsets.UTF_8));
            }
            stand.dashboard("", "three", "Three");
            Manifest manifest = stand.backUp();
            older.grafana.resetCounters();
            Plan plan = older.plan(manifest, "{\"select\":{\"kinds\":[\"dashboard\"]}}");
            for (String uid : List.of("one", "two")) {
                Step step = Stand.step(plan, ItemKind.DASHBOARD, uid);
                assertEquals(Action.SKIPPED, step.action());
                assertTrue(step.reason().contains("dashboard.grafana.app/" + version), step::reason);
            }
            assertEquals(Action.CREATE, action(plan, "three"));
            assertTrue(older.grafana.requests().byRoute().entrySet().stream()
                            .filter(route -> route.getKey().contains("dashboard.grafana.app"))
                            .mapToLong(Map.Entry::getValue)
                            .sum()
                    <= 2);
            stand.grafana.deleteEverything();
            stand.plan(manifest, "{\"select\":{\"kinds\":[\"dashboard\"]}}")
                    .steps()
                    .forEach(step -> assertEquals(Action.CREATE, step.action(), step::toString));
        }
    }

    private static Action action(Plan plan, String uid) {
        return Stand.step(plan, ItemKind.DASHBOARD, uid).action();
    }
}
