package io.grafanakeeper.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds what is kept against DESIGN.md, "What is kept". */
class ArchiveFormatTest {
    private static final String HASH = "ab".repeat(32);
    private static final Manifest MANIFEST = new Manifest(
            "20261120T060000Z-1a2b",
            "prod",
            "20261120T060000Z-00001a2b",
            BackupState.PARTIAL,
            "all",
            Instant.parse("2026-11-20T06:00:00Z"),
            Instant.parse("2026-11-20T06:00:02.5Z"),
            "11.6.3 (ünï)",
            "managed",
            List.of(ItemKind.MUTE_TIMING),
            List.of(
                    new Item(
                            ItemKind.DASHBOARD,
                            "u",
                            "T \uD83D\uDE00",
                            "f",
                            "A/B",
                            1183340359860224L,
                            3L,
                            "2026",
                            "me",
                            HASH,
                            7,
                            List.of(),
                            new AzureResource("westeurope", Map.of("team", "a", "env", "test"))),
                    new Item(ItemKind.FOLDER, "f", "B", "", "", null, null, null, null, HASH, 2)),
            List.of(new ItemFailure(ItemKind.DATA_SOURCE, "x", "", "GET /x: 500 broken")),
            new Totals(2, 9, 1, 7, 12, 2.5));

    @Test
    void readsBackTheManifestThatItWrote() throws IOException {
        assertEquals(MANIFEST, ManifestJson.read(ManifestJson.write(MANIFEST)));
    }

    @Test
    void writesTheManifestOfTheDesign() {
        String json = new String(ManifestJson.write(MANIFEST), StandardCharsets.UTF_8);
        assertTrue(json.startsWith("{\"id\":\"20261120T060000Z-1a2b\",\"target\":\"prod\","), json);
        for (String part : List.of(
                "\"state\":\"partial\",\"scope\":\"all\"",
                "\"grafana\":{\"version\":\"11.6.3 (ünï)\",\"kind\":\"managed\"}",
                "{\"kind\":\"folder\",\"uid\":\"f\",\"title\":\"B\",\"folderUid\":\"\",\"folderPath\":\"\",\"sha256\":\""
                        + HASH + "\",\"bytes\":2}",
                "\"failures\":[{\"kind\":\"data-source\",\"uid\":\"x\",\"title\":\"\",\"reason\":\"GET /x: 500 broken\"}]",
                "\"totals\":{\"items\":2,\"bytes\":9,\"newObjects\":1,\"newBytes\":7,\"requests\":12,\"seconds\":2.5}")) {
            assertTrue(json.contains(part), () -> part + " in " + json);
        }
    }

    @Test
    void refusesWhatIsNoManifest() {
        byte[] whole = ManifestJson.write(MANIFEST);
        String text = new String(whole, StandardCharsets.UTF_8);
        for (String bad : List.of(
                "",
                "[]",
                "{}",
                "{\"items\":{}}",
                text.replace("dashboard", "unheard-of"),
                text.replace("partial", "odd"),
                text.replace("\"bytes\":7,", "\"bytes\":7.5,"),
                text.replace("2026-11-20T06:00:00Z", "then"))) {
            assertThrows(IOException.class, () -> ManifestJson.read(bad.getBytes(StandardCharsets.UTF_8)), bad);
        }
        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> ManifestJson.read(cut));
        }
    }

    @Test
    void sumsUpInMetadataThatBlobStorageTakes() {
        Map<String, String> metadata = SummaryMetadata.write(MANIFEST.summary());
        metadata.forEach((name, value) -> {
            assertTrue(name.matches("[a-z]+"), name);
            assertTrue(value.matches("[\\x21-\\x7e]*"), value);
        });
        BackupSummary read = SummaryMetadata.read(MANIFEST.id(), metadata).orElseThrow();
        assertEquals("11.6.3(n)", read.grafanaVersion());
        assertEquals(MANIFEST.totals(), read.totals());
        assertEquals(1, read.failures());
    }

    @Test
    void opensTheManifestWhenAnyMetadataIsMissingOrOdd() {
        Map<String, String> whole = SummaryMetadata.write(MANIFEST.summary());
        for (String name : whole.keySet()) {
            Map<String, String> less = new TreeMap<>(whole);
            less.remove(name);
            boolean optional = name.equals("grafanaversion");
            assertEquals(optional, SummaryMetadata.read("id", less).isPresent(), name);
            less.put(name, "odd");
            boolean anyText = optional || name.equals("scope");
            assertEquals(anyText, SummaryMetadata.read("id", less).isPresent(), name);
        }
    }

    @Test
    void namesBlobsAndRecognisesTheirNames() {
        assertEquals("prod/objects/ab/" + HASH + ".json.gz", Layout.object("prod", HASH));
        assertEquals("prod/backups/20261120T060000Z-1a2b.json.gz", Layout.manifest("prod", MANIFEST.id()));
        assertEquals(MANIFEST.id(), Layout.manifestId("prod", Layout.manifest("prod", MANIFEST.id())));
        assertEquals("", Layout.manifestId("prod", "prod/backups/notes.json.gz"));
        assertEquals("", Layout.manifestId("pro", Layout.manifest("prod", MANIFEST.id())));
        assertThrows(IllegalArgumentException.class, () -> Layout.object("prod", "../../x"));
        assertThrows(IllegalArgumentException.class, () -> Layout.manifest("prod", "../x"));
    }

    @Test
    void makesIdsThatSortByTime() {
        Instant time = Instant.parse("2026-11-20T06:00:00.999Z");
        assertEquals("20261120T060000Z-ffff", BackupId.of(time, -1));
        assertEquals("20261120T060000Z-2345", BackupId.of(time, 0x12345));
        assertTrue(BackupId.valid(BackupId.of(time, 0)));
        for (String odd :
                List.of("", "latest", "20261120T060000Z-1A2B", "20261120T060000Z-1a2b\n", "x20261120T060000Z-1a2b")) {
            assertFalse(BackupId.valid(odd), odd);
        }
    }

    @Test
    void hashesTheCanonicalBytesUnpacked() throws IOException {
        Content one = Content.of(LosslessJson.read("{\"b\":1.0,\"a\":2}".getBytes(StandardCharsets.UTF_8)));
        assertEquals("{\"a\":2,\"b\":1.0}", new String(one.bytes(), StandardCharsets.UTF_8));
        assertEquals(Content.hash(one.bytes()), one.sha256());
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Content.hash(new byte[0]));
    }

    @Test
    void unpacksWhatItPackedAndNamesWhatIsCorrupt() throws IOException {
        Content content = Content.of(LosslessJson.read("[1,2,3]".getBytes(StandardCharsets.UTF_8)));
        byte[] packed = Packing.pack(content.bytes());
        assertArrayEquals(content.bytes(), Packing.unpack(packed));
        assertArrayEquals(packed, Packing.pack(content.bytes()));
        assertArrayEquals(content.bytes(), Packing.unpackObject(content.sha256(), packed));
        assertThrows(CorruptObjectException.class, () -> Packing.unpackObject(HASH, packed));
        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThrows(CorruptObjectException.class, () -> Packing.unpackObject(content.sha256(), cut));
        }
    }

    @Test
    void knowsItsKindsByName() {
        for (ItemKind kind : ItemKind.values()) {
            assertEquals(Optional.of(kind), ItemKind.of(kind.text()));
        }
        assertEquals(Optional.empty(), ItemKind.of("DASHBOARD"));
    }
}
