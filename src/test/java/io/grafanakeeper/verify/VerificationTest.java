package io.grafanakeeper.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.SampleBackups;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Verifies backups in a store in memory. */
class VerificationTest {
    private static final String TARGET = "demo";
    private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

    private final InMemoryBackupStore store = new InMemoryBackupStore(NOW);
    private final Manifest manifest =
            SampleBackups.store(store, TARGET, NOW, BackupState.COMPLETE, "one", "two", "three");

    @Test
    void findsASoundBackupOk() {
        JsonNode report = verify(manifest);
        assertEquals("ok", report.path("state").asText());
        assertEquals(3, report.path("checked").asInt());
        assertEquals(
                manifest.items().stream().mapToLong(Item::bytes).sum(),
                report.path("bytes").asLong());
        assertTrue(report.path("extraChecked").asBoolean());
    }

    @Test
    void tellsMissingFromCorruptFromExtra() {
        store.flipByte(TARGET, hash("one"));
        store.lose(TARGET, hash("two"));
        store.at(NOW.minusSeconds(90));
        store.putObject(TARGET, SampleBackups.content("orphan"));
        JsonNode report = verify(manifest);
        assertEquals("damaged", report.path("state").asText());
        assertEquals(List.of("one"), texts(report.path("corrupt"), "uid"));
        assertEquals(List.of("two"), texts(report.path("missing"), "uid"));
        assertEquals(List.of(hash("orphan")), texts(report.path("extra"), "sha256"));
        assertEquals(90, report.path("extra").path(0).path("ageSeconds").asLong());
        assertEquals("Folder", report.path("missing").path(0).path("folderPath").asText());
    }

    @Test
    void namesEveryItemOfADamagedObject() {
        List<Item> items = new ArrayList<>(manifest.items());
        Item one = items.get(0);
        items.add(new Item(one.kind(), "copy", "Copy", "", "", null, null, null, null, one.sha256(), one.bytes()));
        store.lose(TARGET, one.sha256());
        JsonNode report = verify(with(items));
        assertEquals(List.of("one", "copy"), texts(report.path("missing"), "uid"));
        assertEquals(3, report.path("checked").asInt());
    }

    @Test
    void findsNothingExtraInAnotherBackupsObjects() {
        SampleBackups.store(store, TARGET, NOW.minusSeconds(60), BackupState.PARTIAL, "four");
        assertTrue(verify(manifest).path("extra").isEmpty());
    }

    @Test
    void verifiesABackupBesideAnotherWhoseManifestIsDamaged() {
        Manifest other = SampleBackups.store(store, TARGET, NOW.minusSeconds(60), BackupState.COMPLETE, "four");
        store.flipManifest(TARGET, other.id());
        store.lose(TARGET, hash("two"));
        JsonNode damaged = verify(manifest);
        assertEquals("damaged", damaged.path("state").asText());
        assertEquals(List.of("two"), texts(damaged.path("missing"), "uid"));

        store.putObject(TARGET, SampleBackups.content("two"));
        JsonNode sound = verify(manifest);
        assertEquals("incomplete", sound.path("state").asText());
        assertEquals(3, sound.path("checked").asInt());
        assertFalse(sound.path("extraChecked").asBoolean());
        assertTrue(sound.path("extra").isEmpty());
    }

    @Test
    void admitsWhatItHadNoTimeFor() {
        JsonNode report = new Verification(store, Clock.fixed(NOW, ZoneOffset.UTC), Duration.ZERO)
                .verify(manifest)
                .json();
        assertEquals("incomplete", report.path("state").asText());
        assertEquals(0, report.path("checked").asInt());
        assertEquals(3, report.path("remaining").asInt());
        assertFalse(report.path("extraChecked").asBoolean());
    }

    private JsonNode verify(Manifest backup) {
        return new Verification(store, Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMinutes(1))
                .verify(backup)
                .json();
    }

    private Manifest with(List<Item> items) {
        return new Manifest(
                manifest.id(),
                TARGET,
                manifest.run(),
                manifest.state(),
                manifest.scope(),
                manifest.started(),
                manifest.finished(),
                "",
                "self-hosted",
                List.of(),
                items,
                List.of(),
                manifest.totals());
    }

    private static String hash(String title) {
        return SampleBackups.content(title).sha256();
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(element.path(field).asText()));
        return texts;
    }
}
