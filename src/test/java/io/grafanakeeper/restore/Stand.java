package io.grafanakeeper.restore;

import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemFailure;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Totals;
import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.inventory.Connection;
import io.grafanakeeper.inventory.Draft;
import io.grafanakeeper.inventory.GrafanaSource;
import io.grafanakeeper.inventory.Listing;
import io.grafanakeeper.inventory.Pending;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import io.grafanakeeper.settings.BackupSettings;
import io.grafanakeeper.settings.FolderFilter;
import io.grafanakeeper.settings.Include;
import io.grafanakeeper.settings.Retention;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/** Is a fake Grafana with a store beside it: backs up, plans and restores. */
final class Stand implements AutoCloseable {
    static final String TARGET = "demo";

    final FakeGrafana grafana;
    final InMemoryBackupStore store;

    Stand(Flavour flavour) {
        this(flavour, new InMemoryBackupStore());
    }

    Stand(Flavour flavour, InMemoryBackupStore store) {
        this(FakeGrafana.builder().flavour(flavour).build(), store);
    }

    Stand(FakeGrafana grafana, InMemoryBackupStore store) {
        this.grafana = grafana.start();
        this.store = store;
    }

    @Override
    public void close() {
        grafana.close();
    }

    GrafanaClient client() {
        return new GrafanaClient(
                grafana.endpoint(),
                SecretCredential.basic("admin", () -> "admin", Clock.systemUTC()),
                null,
                Limits.of(8, null),
                GrafanaClient.transport(),
                Clock.systemUTC());
    }

    void dashboard(String folder, String uid, String title) {
        String json = "{\"uid\":\"" + uid + "\",\"title\":\"" + title
                + "\",\"panels\":[{\"id\":1,\"datasource\":{\"type\":\"prometheus\",\"uid\":\"prom\"}}]}";
        grafana.putDashboard(folder, json.getBytes(StandardCharsets.UTF_8));
    }

    Manifest backUp() {
        BackupSettings everything = new BackupSettings(
                EnumSet.allOf(Include.class), new FolderFilter(List.of(), List.of()), new Retention(1, 1, 1, 1));
        List<Item> items = new ArrayList<>();
        try (Listing listing = new GrafanaSource(client(), everything).list()) {
            for (Pending pending : listing.items()) {
                Draft draft = pending.read().get();
                Content content = Content.of(draft.content());
                store.putObject(TARGET, content);
                items.add(draft.stored(content));
            }
        }
        return manifest(items);
    }

    static Manifest manifest(List<Item> items) {
        return new Manifest(
                "20261120T060000Z-0000",
                TARGET,
                "run",
                BackupState.COMPLETE,
                "all",
                Instant.EPOCH,
                Instant.EPOCH,
                "",
                "self-hosted",
                List.of(),
                items,
                List.of(),
                new Totals(items.size(), 0, 0, 0, 0, 0));
    }

    Plan plan(Manifest manifest, String request) {
        return plan(manifest, request, TARGET);
    }

    Plan plan(Manifest manifest, String request, String to) {
        return new Planner(store, System.nanoTime() + TimeUnit.MINUTES.toNanos(1))
                .plan(RestoreRequest.read(request), manifest, to, Connection.to(client()));
    }

    List<ItemFailure> restore(Manifest manifest, String request) {
        return restore(plan(manifest, request), request, name -> name);
    }

    List<ItemFailure> restore(Plan plan, String request, UnaryOperator<String> vault) {
        return restore(plan, request, vault, done -> {});
    }

    List<ItemFailure> restore(Plan plan, String request, UnaryOperator<String> vault, LongConsumer progress) {
        Connection connection = Connection.to(client());
        return new Restorer(
                        store,
                        connection,
                        new ItemWriter(connection, vault, "restored"),
                        plan,
                        RestoreRequest.read(request))
                .restore(progress);
    }

    static Step step(Plan plan, ItemKind kind, String uid) {
        return plan.steps().stream()
                .filter(step -> step.item().kind() == kind && step.item().uid().equals(uid))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step for " + uid + " in " + plan.json()));
    }
}
