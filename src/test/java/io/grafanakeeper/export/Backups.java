package io.grafanakeeper.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Totals;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Builds backups of the target {@code demo} in a store. */
final class Backups {
    static final String TARGET = "demo";
    static final Instant STARTED = Instant.parse("2026-03-01T06:00:00Z");

    private final MemoryBackups store;
    private final List<Item> items = new ArrayList<>();

    Backups(MemoryBackups store) {
        this.store = store;
    }

    static Item item(ItemKind kind, String uid, String title, String folderUid, String folderPath, String sha256) {
        return new Item(kind, uid, title, folderUid, folderPath, null, null, null, null, sha256, 1);
    }

    static JsonNode json(String text) {
        try {
            return LosslessJson.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Backups with(ItemKind kind, String uid, String title, String folderUid, String folderPath, String content) {
        Content stored = Content.of(json(content));
        store.putObject(TARGET, stored);
        items.add(new Item(
                kind,
                uid,
                title,
                folderUid,
                folderPath,
                7L,
                3L,
                "2026-02-01T00:00:00Z",
                "ada",
                stored.sha256(),
                stored.bytes().length));
        return this;
    }

    /** Adds a folder, a dashboard in it, one in General, and one of each of the other kinds. */
    Backups withOneOfEach() {
        return with(ItemKind.FOLDER, "net", "Network", "", "", "{\"uid\":\"net\",\"title\":\"Network\"}")
                .with(ItemKind.DATA_SOURCE, "prom", "Prometheus", "", "", "{\"name\":\"Prometheus\",\"uid\":\"prom\"}")
                .with(ItemKind.LIBRARY_PANEL, "lib", "Panel", "net", "Network", "{\"uid\":\"lib\"}")
                .with(ItemKind.DASHBOARD, "dns", "DNS", "net", "Network", "{\"uid\":\"dns\",\"n\":1.0,\"m\":1e3}")
                .with(ItemKind.DASHBOARD, "home", "Home", "", "", "{\"uid\":\"home\"}")
                .with(ItemKind.ALERT_RULE, "rule", "Down", "net", "Network", "{\"uid\":\"rule\"}")
                .with(ItemKind.NOTIFICATION_POLICY, "root", "notification policies", "", "", "{\"receiver\":\"x\"}");
    }

    Manifest manifest() {
        Manifest manifest = new Manifest(
                "20260301T060000Z-1a2b",
                TARGET,
                "20260301T060000Z-00001a2b",
                BackupState.COMPLETE,
                "all",
                STARTED,
                Instant.parse("2026-03-01T06:00:09.123Z"),
                "11.2.0",
                "self-hosted",
                List.of(ItemKind.TEMPLATE),
                items,
                List.of(),
                new Totals(items.size(), 1, 1, 1, 1, 9.123));
        store.putManifest(manifest);
        return manifest;
    }
}
