package io.grafanakeeper.export;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.Damage;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.downloads.Download;
import io.grafanakeeper.downloads.MemoryDownloads;
import io.grafanakeeper.runs.FreeLocks;
import io.grafanakeeper.runs.InMemoryRunStore;
import io.grafanakeeper.runs.ProblemException;
import io.grafanakeeper.settings.Kind;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Breaks archives at random places: what is imported is whole, everything else is refused. */
class ImportFuzzTest {
    private final Damage damage = new Damage(20261124);
    private final MemoryBackups origin = new MemoryBackups();
    private final Manifest exported = new Backups(origin).withOneOfEach().manifest();
    private final byte[] archive = assertInstanceOf(
                    Download.Whole.class, new Exporter(origin, new MemoryDownloads()).export(exported, false))
            .bytes();

    @Test
    void anArchiveWithBrokenBytesIsTakenOrRefused() {
        int refused = 0;
        for (int round = 0; round < 150; round++) {
            refused += taken(damage.bytes(archive)) ? 0 : 1;
        }
        assertTrue(refused > 50, refused + " refused");
    }

    @Test
    void aTarWithBrokenBytesIsTakenOrRefused() {
        Tars tars = new Tars();
        Tars.open(archive).forEach(tars::file);
        byte[] tar = tars.tar();
        int taken = 0;
        for (int round = 0; round < 150; round++) {
            taken += taken(damage.bytes(tar)) ? 1 : 0;
        }
        assertTrue(taken > 10, taken + " taken");
    }

    @Test
    void anArchiveWithBrokenFilesIsTakenOrRefused() {
        Map<String, String> files = Tars.open(archive);
        int taken = 0;
        for (int round = 0; round < 150; round++) {
            Tars tars = new Tars();
            int at = round % files.size();
            int i = 0;
            for (Map.Entry<String, String> file : files.entrySet()) {
                tars.file(file.getKey(), i++ == at ? damage.json(file.getValue()) : file.getValue());
            }
            taken += taken(tars.gzip()) ? 1 : 0;
        }
        assertTrue(taken > 10, taken + " taken");
    }

    /** Returns whether the archive was taken; every item of the backup can be read then. */
    private boolean taken(byte[] bytes) {
        MemoryBackups store = new MemoryBackups();
        ImportJob job = new ImportJob(store, new FreeLocks(true), new InMemoryRunStore(), run -> {}, Clock.systemUTC());
        try {
            Manifest manifest = job.run(new ImportRequest(
                            "other", Kind.SELF_HOSTED, () -> new ByteArrayInputStream(bytes), Optional.empty(), true))
                    .manifest();
            for (Item item : manifest.items()) {
                assertTrue(store.readObject("other", item.sha256()).isPresent(), item.uid());
            }
            return true;
        } catch (ProblemException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank());
            return false;
        }
    }
}
