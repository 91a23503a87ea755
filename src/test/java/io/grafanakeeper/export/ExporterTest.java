package io.grafanakeeper.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.ManifestJson;
import io.grafanakeeper.downloads.Download;
import io.grafanakeeper.downloads.Downloads;
import io.grafanakeeper.downloads.MemoryDownloads;
import io.grafanakeeper.runs.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExporterTest {
    private final MemoryBackups store = new MemoryBackups();
    private final MemoryDownloads exports = new MemoryDownloads();
    private final Exporter exporter = new Exporter(store, exports);

    @Test
    void packsTheManifestAsStoredAndEveryContentByteForByte() {
        Manifest manifest = new Backups(store).withOneOfEach().manifest();
        Map<String, String> files = Tars.open(whole(manifest, false));
        assertEquals(manifest.items().size() + 1, files.size());
        assertEquals(
                new String(ManifestJson.write(manifest), StandardCharsets.UTF_8), files.get(ArchiveNames.MANIFEST));
        assertEquals("{\"m\":1e3,\"n\":1.0,\"uid\":\"dns\"}", files.get("Network/DNS__dns.json"));
        assertEquals(0, exports.begun());
    }

    @Test
    void makesTheSameBytesOfTheSameBackup() {
        Manifest manifest = new Backups(store).withOneOfEach().manifest();
        String user = System.getProperty("user.name");
        byte[] first = whole(manifest, false);
        try {
            System.setProperty("user.name", "somebody-else");
            assertArrayEquals(first, whole(manifest, false));
        } finally {
            System.setProperty("user.name", user);
        }
    }

    @Test
    void putsALargeArchiveBehindALinkAndMakesItOnce() {
        Manifest manifest = large();
        Download.Linked linked = assertInstanceOf(Download.Linked.class, exporter.export(manifest, false));
        assertEquals(
                "https://exports/demo/20260301T060000Z-1a2b.tar.gz",
                linked.link().toString());
        byte[] archive = exports.file("demo/20260301T060000Z-1a2b.tar.gz").orElseThrow();
        assertTrue(archive.length > Downloads.LARGEST_ANSWER);
        assertEquals(7, Tars.open(archive).size());
        assertEquals(linked, exporter.export(manifest, false));
        assertEquals(1, exports.begun());
    }

    @Test
    void refusesWithTheNamesOfEverythingThatIsMissingOrCorrupt() {
        Manifest manifest = broken();
        ProblemException refused = assertThrows(ProblemException.class, () -> exporter.export(manifest, false));
        String words = String.valueOf(refused.getMessage());
        assertTrue(words.contains("2 of the 7 items"), words);
        assertTrue(words.contains("dashboard dns 'DNS'") && words.contains("missing from the store"), words);
        assertTrue(words.contains("data-source prom") && words.contains("damaged on purpose"), words);
    }

    @Test
    void commitsNothingOfALargeArchiveThatLacksItsLastItem() {
        Manifest manifest = large();
        store.lose(Backups.TARGET, item(manifest, ItemKind.DASHBOARD, "d5").sha256());
        assertThrows(ProblemException.class, () -> exporter.export(manifest, false));
        assertEquals(1, exports.begun());
        assertTrue(exports.file("demo/20260301T060000Z-1a2b.tar.gz").isEmpty());
    }

    @Test
    void leavesOutWhatIsMissingAndListsItWhenAskedTo() {
        Map<String, String> files = Tars.open(whole(broken(), true));
        assertEquals(1 + 5 + 1, files.size());
        String missing = files.getOrDefault(ArchiveNames.MISSING, "");
        assertTrue(missing.contains("\"uid\":\"dns\"") && missing.contains("\"uid\":\"prom\""), missing);
    }

    @Test
    void neverGivesOutAPartialArchiveForAWholeOne() {
        Manifest manifest = large();
        Download.Linked partial = assertInstanceOf(Download.Linked.class, exporter.export(manifest, true));
        Download.Linked whole = assertInstanceOf(Download.Linked.class, exporter.export(manifest, false));
        assertTrue(partial.link().toString().endsWith(".partial.tar.gz"));
        assertTrue(whole.link().toString().endsWith("-1a2b.tar.gz"));
    }

    private byte[] whole(Manifest manifest, boolean partial) {
        return assertInstanceOf(Download.Whole.class, exporter.export(manifest, partial))
                .bytes();
    }

    private Manifest broken() {
        Manifest manifest = new Backups(store).withOneOfEach().manifest();
        store.lose(Backups.TARGET, item(manifest, ItemKind.DASHBOARD, "dns").sha256());
        store.damage(item(manifest, ItemKind.DATA_SOURCE, "prom").sha256());
        return manifest;
    }

    private Manifest large() {
        Random random = new Random(3);
        Backups backups = new Backups(store);
        for (int i = 0; i < 6; i++) {
            byte[] noise = new byte[1024 * 1024];
            random.nextBytes(noise);
            backups.with(
                    ItemKind.DASHBOARD,
                    "d" + i,
                    "D" + i,
                    "",
                    "",
                    "{\"noise\":\"" + HexFormat.of().formatHex(noise) + "\"}");
        }
        return backups.manifest();
    }

    private static Item item(Manifest manifest, ItemKind kind, String uid) {
        return manifest.item(kind, uid).orElseThrow();
    }
}
