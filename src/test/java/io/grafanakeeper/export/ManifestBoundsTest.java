package io.grafanakeeper.export;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.ManifestJson;
import io.grafanakeeper.archive.Totals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestBoundsTest {
    @Test
    void admitsAManifestOfAsManyItemsAsAnArchiveMayHave() {
        String hash = String.format("%064x", 7);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < TarReader.MOST_ENTRIES; i++) {
            items.add(new Item(
                    ItemKind.DASHBOARD, "uid-" + i, "Title " + i, "folder", "A/B", 1L, 2L, "now", "ada", hash, 9));
        }
        byte[] bytes = ManifestJson.write(new Manifest(
                "20260301T060000Z-1a2b",
                Backups.TARGET,
                "run",
                BackupState.COMPLETE,
                "all",
                Backups.STARTED,
                Backups.STARTED,
                "",
                "self-hosted",
                List.of(),
                items,
                List.of(),
                new Totals(items.size(), 1, 1, 1, 1, 1)));
        assertTrue(bytes.length < TarReader.LARGEST_FILE);
        assertDoesNotThrow(() -> ManifestBounds.check(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":[%s[]]}", "{\"items\":[{\"secrets\":[%s[]]}]}", "{\"items\":{\"x\":[%s[]]}}"})
    void refusesAManifestOneValueOfWhichWouldFillTheMemory(String manifest) {
        byte[] bomb = manifest.formatted("[],".repeat(1_200_000)).getBytes(StandardCharsets.UTF_8);
        assertThrows(IOException.class, () -> ManifestBounds.check(bomb));
    }

    @Test
    void refusesAManifestOfMoreItemsThanAnyArchiveHas() {
        byte[] bomb = ("{\"items\":[" + "{\"a\":0},".repeat(2_600_000) + "{}]}").getBytes(StandardCharsets.UTF_8);
        assertThrows(IOException.class, () -> ManifestBounds.check(bomb));
    }
}
