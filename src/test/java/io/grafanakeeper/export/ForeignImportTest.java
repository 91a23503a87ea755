package io.grafanakeeper.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.Content;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.grafana.Dashboard;
import io.grafanakeeper.inventory.Drafts;
import io.grafanakeeper.inventory.Place;
import io.grafanakeeper.runs.FreeLocks;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.settings.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;

/** Imports archives made by hand in the layouts of grafana-backup-tool and of az grafana backup. */
class ForeignImportTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String MODEL =
            "{\"id\": 42, \"uid\": \"dns\", \"title\": \"DNS\", \"version\": 6, \"z\": 1.0, \"a\": 9007199254740993}";
    private static final String DASHBOARD =
            "{\"meta\": {\"folderId\": 3, \"folderUid\": \"sub\", \"folderTitle\": \"Sub\","
                    + " \"version\": 6, \"updated\": \"2020-11-20T11:00:00Z\", \"updatedBy\": \"ada\"}, \"dashboard\": "
                    + MODEL + "}";
    private static final String TOP =
            "{\"id\": 2, \"uid\": \"top\", \"title\": \"Top\", \"url\": \"/dashboards/f/top/top\","
                    + " \"hasAcl\": false, \"canSave\": true, \"canEdit\": true, \"canAdmin\": true, \"createdBy\": \"ada\","
                    + " \"created\": \"2020-01-01T00:00:00Z\", \"updatedBy\": \"ada\", \"updated\": \"2020-01-01T00:00:00Z\","
                    + " \"version\": 1}";
    private static final String SUB = "{\"id\": 3, \"uid\": \"sub\", \"title\": \"Sub\", \"parentUid\": \"top\","
            + " \"parents\": [{\"uid\": \"top\"}]}";

    private final MemoryBackups store = new MemoryBackups();
    private final ImportJob job = new ImportJob(
            store, new FreeLocks(true), new InMemoryRunStore(), run -> {}, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void takesAnArchiveOfGrafanaBackupTool() {
        Imported imported = job.run(request(backupTool().gzip(), false));
        Manifest manifest = imported.manifest();
        assertEquals(BackupState.COMPLETE, manifest.state());
        assertEquals("all", manifest.scope());
        assertEquals(Instant.parse("2020-11-20T11:30:00Z"), manifest.started());
        assertTrue(manifest.id().startsWith("20201120T113000Z-"), manifest.id());
        assertEquals("managed", manifest.grafanaKind());
        assertEquals(
                List.of(
                        "folder top '' Top",
                        "folder sub 'Top' Sub",
                        "data-source prom '' Prometheus",
                        "library-panel lib 'Top' Panel",
                        "dashboard dns 'Top/Sub' DNS",
                        "alert-rule rule 'Top' Down",
                        "contact-point one '' mail",
                        "contact-point two '' mail",
                        "notification-policy root '' notification policies"),
                manifest.items().stream().map(ForeignImportTest::line).toList());
        assertEquals(Map.of("alert_channel", 1, "folder_permission", 1, "library_element", 1), imported.ignored());
        assertTrue(imported.refused().isEmpty());
    }

    @Test
    void storesADashboardAsABackupOfTheSameOneWould() {
        Manifest manifest = job.run(request(backupTool().gzip(), false)).manifest();
        Item item = manifest.item(ItemKind.DASHBOARD, "dns").orElseThrow();
        Dashboard live = new Dashboard((ObjectNode) Backups.json("{}"), (ObjectNode) Backups.json(MODEL));
        Content expected = Content.of(Drafts.dashboard("dns", live, Place.ROOT).content());
        assertEquals(expected.sha256(), item.sha256());
        assertEquals("{\"a\":9007199254740993,\"title\":\"DNS\",\"uid\":\"dns\",\"z\":1.0}", text(item));
        assertEquals(42, item.id());
        assertEquals(6, item.version());
        assertEquals("ada", item.updatedBy());
    }

    @Test
    void keepsOfAFolderWhatTheListingOfABackupGives() {
        Manifest manifest = job.run(request(backupTool().gzip(), false)).manifest();
        assertEquals(
                "{\"title\":\"Top\",\"uid\":\"top\"}",
                text(manifest.item(ItemKind.FOLDER, "top").orElseThrow()));
        assertEquals(
                "{\"parentUid\":\"top\",\"title\":\"Sub\",\"uid\":\"sub\"}",
                text(manifest.item(ItemKind.FOLDER, "sub").orElseThrow()));
    }

    @Test
    void takesAnArchiveOfAzGrafanaBackup() {
        byte[] archive = new Tars()
                .file("home/me/backups/dashboards/202405010900/dns.dashboard", DASHBOARD)
                .file("home/me/backups/dashboards/202405010900/dashboards_202405010900.txt", "uid/dns\tDNS\n")
                .file(
                        "home/me/backups/library_panels/202405010900/lib.library_panel",
                        "{\"uid\":\"lib\",\"name\":\"P\"}")
                .file("home/me/backups/folders/202405010900/sub.folder", SUB)
                .file("home/me/backups/folders/202405010900/sub.folder_permission", SUB)
                .file("home/me/backups/snapshots/202405010900/x_AbCdEf.snapshot", "{}")
                .file("home/me/backups/annotations/202405010900/1.annotation", "{}")
                .file("home/me/backups/datasources/202405010900/prom.datasource", "{\"uid\":\"prom\",\"name\":\"P\"}")
                .gzip();
        Manifest manifest = job.run(request(archive, false)).manifest();
        assertEquals(Instant.parse("2024-05-01T09:00:00Z"), manifest.started());
        assertEquals(4, manifest.items().size());
        // Nothing is known of the parent but its uid.
        assertEquals(
                "Sub", manifest.item(ItemKind.DASHBOARD, "dns").orElseThrow().folderPath());
    }

    @Test
    void findsTheTimeInOtherFormsOfTheFoldersName() {
        assertEquals(time("2020-11-20T11:30:00Z"), ForeignFile.time("dashboards_202011201130/x.dashboard"));
        assertEquals(time("2020-11-20T11:30:05Z"), ForeignFile.time("dashboards/2020-11-20_11-30-05/x.dashboard"));
        assertEquals(time("2020-11-20T00:00:00Z"), ForeignFile.time("a/20201120/x.dashboard"));
        assertEquals(Optional.empty(), ForeignFile.time("dashboards/202013201130/x.dashboard"));
        assertEquals(Optional.empty(), ForeignFile.time("dashboards/x.dashboard"));
        assertEquals(Optional.empty(), ForeignFile.time("x.dashboard"));
    }

    @Test
    void takesTheTimeOfTheFilesWhereNoFolderTellsIt() {
        byte[] content = DASHBOARD.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("dashboards/dns.dashboard", true);
        entry.setModTime(Instant.parse("2019-05-05T05:05:05Z").toEpochMilli());
        entry.setSize(content.length);
        byte[] archive = new Tars().entry(entry, content).gzip();
        assertEquals(
                Instant.parse("2019-05-05T05:05:05Z"),
                job.run(request(archive, false)).manifest().started());
        byte[] timeless = new Tars().file("dashboards/dns.dashboard", DASHBOARD).gzip();
        assertEquals(NOW, job.run(request(timeless, false)).manifest().started());
    }

    @Test
    void findsTheFolderInTheUrlThatOldGrafanasGive() {
        byte[] archive = new Tars()
                .file("f/202011201130/top.folder", TOP)
                .file(
                        "d/202011201130/old.dashboard",
                        "{\"meta\":{\"folderId\":2,\"folderTitle\":\"Top\",\"folderUrl\":\"/dashboards/f/top/top\"},"
                                + "\"dashboard\":{\"uid\":\"old\",\"title\":\"Old\"}}")
                .gzip();
        Item item = job.run(request(archive, false)).manifest().items().get(1);
        assertEquals("dashboard old 'Top' Old", line(item));
        assertEquals("top", item.folderUid());
    }

    @Test
    void refusesBadFilesByNameOrLeavesThemOutAndNamesThemInTheManifest() {
        Tars tars = backupTool()
                .file("_OUTPUT_/dashboards/202011201130/cut.dashboard", "{\"meta\": {")
                .file("_OUTPUT_/dashboards/202011201130/bare.dashboard", MODEL)
                .file("_OUTPUT_/dashboards/202011201131/dns.dashboard", DASHBOARD)
                .file("_OUTPUT_/evil.sh", "rm");
        byte[] archive = tars.gzip();
        String words = String.valueOf(assertThrows(ProblemException.class, () -> job.run(request(archive, false)))
                .getMessage());
        assertTrue(words.contains("202011201130/cut.dashboard: it is not JSON"), words);
        assertTrue(words.contains("202011201130/bare.dashboard: it has no meta and dashboard"), words);
        assertTrue(words.contains("202011201131/dns.dashboard: dashboard dns is in the archive twice"), words);
        assertTrue(words.contains("_OUTPUT_/evil.sh: it is not a file of a known layout"), words);
        assertEquals(0, store.objects());
        Imported imported = job.run(request(archive, true));
        assertEquals(BackupState.PARTIAL, imported.manifest().state());
        assertEquals(9, imported.manifest().items().size());
        assertEquals(4, imported.refused().size());
        assertEquals(
                List.of("cut", "bare"),
                imported.manifest().failures().stream()
                        .map(failure -> failure.uid())
                        .toList());
    }

    private static Tars backupTool() {
        String base = "_OUTPUT_/";
        return new Tars()
                .file(base + "folders/202011201130/sub.folder", SUB)
                .file(base + "folders/202011201130/top.folder", TOP)
                .file(base + "folders/202011201130/top.folder_permission", "[]")
                .file(base + "folders/202011201130/folders_202011201130.txt", "top\tTop\n")
                .file(
                        base + "datasources/202011201130/Prometheus.datasource",
                        "{\"id\":1,\"uid\":\"prom\",\"orgId\":1,\"name\":\"Prometheus\",\"password\":\"hunter2\"}")
                .file(base + "dashboards/202011201130/dns.dashboard", DASHBOARD)
                .file(base + "alert_channels/202011201130/x.alert_channel", "{}")
                .file(
                        base + "library-elements/202011201130/lib.library_element",
                        "{\"id\":1,\"uid\":\"lib\",\"name\":\"Panel\",\"kind\":1,\"folderUid\":\"top\",\"version\":2}")
                .file(base + "library-elements/202011201130/var.library_element", "{\"uid\":\"var\",\"kind\":2}")
                .file(
                        base + "alert_rules/202011201130/rule.alert_rule",
                        "{\"id\":1,\"uid\":\"rule\",\"title\":\"Down\",\"folderUID\":\"top\",\"updated\":\"2020\"}")
                .file(
                        base + "contact_points/202011201130/contact_points.contact_point",
                        "[{\"uid\":\"one\",\"name\":\"mail\"},{\"uid\":\"two\",\"name\":\"mail\"}]")
                .file(
                        base + "notification_policies/202011201130/notificatioin_policies.notification_policys",
                        "{\"receiver\":\"mail\"}");
    }

    private static ImportRequest request(byte[] archive, boolean partial) {
        return new ImportRequest(
                "other", Kind.MANAGED, () -> new ByteArrayInputStream(archive), Optional.empty(), partial);
    }

    private static String line(Item item) {
        return item.kind().text() + " " + item.uid() + " '" + item.folderPath() + "' " + item.title();
    }

    private String text(Item item) {
        return new String(store.readObject("other", item.sha256()).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static Optional<Instant> time(String text) {
        return Optional.of(Instant.parse(text));
    }
}
