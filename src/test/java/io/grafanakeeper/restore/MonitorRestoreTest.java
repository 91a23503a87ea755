package io.grafanakeeper.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.AzureResource;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.Pending;
import io.grafanakeeper.monitor.DashboardId;
import io.grafanakeeper.sandbox.AzureMonitor;
import io.grafanakeeper.sandbox.azure.FakeIdentity;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.settings.BackupSettings;
import io.grafanakeeper.settings.FolderFilter;
import io.grafanakeeper.settings.Include;
import io.grafanakeeper.settings.Monitor;
import io.grafanakeeper.settings.Retention;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Restores within Azure Monitor, out of it and into it. */
class MonitorRestoreTest {
    private static final String GROUP = "rg-a";
    private static final BackupSettings EVERYTHING = new BackupSettings(
            EnumSet.allOf(Include.class), new FolderFilter(List.of(), List.of()), new Retention(1, 1, 1, 1));

    private final InMemoryBackupStore store = new InMemoryBackupStore();
    private final FakeIdentity identity;
    private final AzureMonitor monitor;

    MonitorRestoreTest() throws IOException {
        identity = FakeIdentity.start();
        monitor = AzureMonitor.start(identity);
        monitor.manager().putGroup(GROUP, "westeurope");
        monitor.manager().putGroup("rg-b", "northeurope");
    }

    @AfterEach
    void stop() {
        monitor.close();
        identity.close();
    }

    @Test
    void finishesARestoreThatEndedBetweenTheResourceAndItsModel() {
        String uid = monitor.put(GROUP, "board", "Board");
        Manifest manifest = backUp(connection(GROUP));
        monitor.delete(GROUP, "board");
        assertEquals(Action.CREATE, step(plan(manifest, connection(GROUP)), uid).action());
        Objects.requireNonNull(connection(GROUP).monitor())
                .create(DashboardId.parse(uid).orElseThrow(), new AzureResource("westeurope", Map.of()));

        Plan plan = plan(manifest, connection(GROUP));
        assertEquals(Action.UPDATE, step(plan, uid).action(), plan.json()::toString);
        assertEquals(List.of(), restore(plan, connection(GROUP)));
        assertEquals(
                Action.UNCHANGED, step(plan(manifest, connection(GROUP)), uid).action());
    }

    @Test
    void leavesWhatSomebodyChangedSince() {
        String uid = monitor.put(GROUP, "board", "Board");
        Manifest manifest = backUp(connection(GROUP));
        monitor.dataPlane().touchDashboard(uid, model -> model.put("description", "newer"));
        assertEquals(
                Action.CONFLICT, step(plan(manifest, connection(GROUP)), uid).action());
    }

    @Test
    void takesAGrafanasDashboardsAndSaysWhatItDoesNotOffer() {
        try (Stand stand = new Stand(Flavour.V11_6, store)) {
            stand.grafana.putFolder("f", "Folder", "");
            stand.dashboard("f", "plain-uid", "One");
            stand.dashboard("", "Mixed_Case-uid-that-is-longer-than-30", "Two");
            Manifest manifest = stand.backUp();
            Connection azure = connection("rg-b", GROUP);
            Plan plan = plan(manifest, azure);
            Step folder = Stand.step(plan, ItemKind.FOLDER, "f");
            assertEquals(Action.SKIPPED, folder.action());
            assertEquals("not offered by this target", folder.reason());
            Step one = step(plan, "plain-uid");
            assertEquals(AzureMonitor.uid(AzureMonitor.id("rg-b", "plain-uid")), one.uid());
            assertEquals("becomes the resource plain-uid in resource group rg-b, northeurope", one.reason());
            assertEquals(0, monitor.dataPlane().dashboardUids().size());

            assertEquals(List.of(), restore(plan, azure));
            Step two = step(plan, "Mixed_Case-uid-that-is-longer-than-30");
            String name = two.uid().substring(two.uid().lastIndexOf('~') + 1);
            assertTrue(name.matches("[a-zA-Z][a-z0-9A-Z-]{0,28}[a-z0-9A-Z]"), name);
            assertNotNull(monitor.manager().resource(AzureMonitor.id("rg-b", name)));
            assertEquals(
                    Action.UNCHANGED, step(plan(manifest, azure), "plain-uid").action());
            assertEquals(
                    Action.SKIPPED,
                    step(plan(manifest, connection()), "plain-uid").action());
        }
    }

    @Test
    void goesIntoAGrafanaUnderAShortUidThatEveryRestoreFinds() {
        String a = monitor.put(GROUP, "board", "Board");
        String b = monitor.put("rg-b", "board", "Board");
        Manifest manifest = backUp(connection());
        try (Stand stand = new Stand(Flavour.V11_6, store)) {
            Connection grafana = Connection.to(stand.client());
            Plan plan = plan(manifest, grafana);
            assertNotEquals(step(plan, a).uid(), step(plan, b).uid());
            assertTrue(
                    step(plan, a).uid().matches("board-[0-9a-f]{8}"),
                    step(plan, a).uid());
            assertEquals(List.of(), restore(plan, grafana));
            assertEquals(2, stand.grafana.dashboardUids().size());
            assertEquals(Action.UNCHANGED, step(plan(manifest, grafana), b).action());
        }
    }

    @Test
    void doesNotMakeAResourceGroupAgain() {
        String uid = monitor.put("rg-b", "board", "Board");
        Manifest manifest = backUp(connection());
        monitor.delete("rg-b", "board");
        monitor.manager().removeGroup("rg-b");
        Step step = step(plan(manifest, connection()), uid);
        assertEquals(Action.SKIPPED, step.action());
        assertEquals("there is no resource group rg-b", step.reason());
    }

    @Test
    void movesToOtherResourceGroupsUnderTheSameNameWhereOnlyOneBearsIt() {
        String single = monitor.put(GROUP, "single", "Single");
        Manifest manifest = backUp(connection(GROUP));
        Step step = step(plan(manifest, connection("rg-b")), single);
        assertEquals(AzureMonitor.uid(AzureMonitor.id("rg-b", "single")), step.uid());
        assertEquals(Action.CREATE, step.action());
    }

    private Connection connection(String... groups) {
        return monitor.connection(new Monitor(AzureMonitor.SUBSCRIPTION, List.of(groups)));
    }

    private Manifest backUp(Connection connection) {
        List<Item> items = new ArrayList<>();
        for (Pending pending : connection.source(EVERYTHING).list().items()) {
            Draft draft = pending.read().get();
            Content content = Content.of(draft.content());
            store.putObject(Stand.TARGET, content);
            items.add(draft.stored(content));
        }
        return Stand.manifest(items);
    }

    private Plan plan(Manifest manifest, Connection to) {
        return new Planner(store, System.nanoTime() + TimeUnit.MINUTES.toNanos(1))
                .plan(RestoreRequest.read("{}"), manifest, "other", to);
    }

    private List<ItemFailure> restore(Plan plan, Connection to) {
        return new Restorer(store, to, new ItemWriter(to, name -> name, "restored"), plan, RestoreRequest.read("{}"))
                .restore(done -> {});
    }

    private static Step step(Plan plan, String uid) {
        return Stand.step(plan, ItemKind.DASHBOARD, uid);
    }
}
