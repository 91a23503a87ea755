package io.grafanakeeper.archive;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.Damage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Breaks manifests at random places: whatever is stored there, it is read or refused as none. */
class ManifestFuzzTest {
    @Test
    void aManifestIsReadOrRefusedWhateverItSays() {
        byte[] bytes = ManifestJson.write(SampleBackups.manifest(
                "prod", Instant.parse("2026-11-20T06:00:00Z"), BackupState.PARTIAL, "Orders", "Payments"));
        String manifest = new String(bytes, StandardCharsets.UTF_8);
        Damage damage = new Damage(20261124);
        int read = 0;
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = damage.json(manifest).getBytes(StandardCharsets.UTF_8);
            try {
                ManifestJson.read(damaged).item(ItemKind.DASHBOARD, "Orders");
                read++;
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(read > 300 && refused > 300, read + " read, " + refused + " refused");
    }

    @Test
    void anObjectIsUnpackedOrRefusedWhateverIsStored() {
        byte[] packed = Packing.pack("{\"title\":\"Orders\"}".getBytes(StandardCharsets.UTF_8));
        Damage damage = new Damage(20261124);
        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            try {
                Packing.unpack(damage.bytes(packed));
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 300, refused + " refused");
    }
}
