package io.grafanakeeper.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.microsoft.azure.functions.HttpStatus;
import io.grafanakeeper.archive.BackupState;
import io.grafanakeeper.archive.InMemoryBackupStore;
import io.grafanakeeper.archive.Manifest;
import io.grafanakeeper.archive.Totals;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupChoiceTest {
    private static final String ID = "20261120T060000Z-0000";

    private final InMemoryBackupStore store = new InMemoryBackupStore();
    private final BackupChoice choice = new BackupChoice(store);

    @Test
    void findsTheNewestCompleteBackupNotAfterATime() {
        put(ID, Instant.EPOCH);
        for (String time : List.of("2026-11-20T06:00:00Z", "9999-12-31T23:59:59Z")) {
            assertEquals(ID, choice.manifest("t", time).id(), time);
        }
        for (String time : List.of("2026-11-20T05:59:59Z", "0000-01-01T00:00:00Z")) {
            assertEquals(HttpStatus.NOT_FOUND, refusal(time).status(), time);
        }
    }

    @Test
    void findsTheLaterOfTwoBackupsOfOneSecondWhateverTheirIds() {
        Instant second = Instant.parse("2026-11-20T06:00:00Z");
        put("20261120T060000Z-ffff", second.plusMillis(100));
        put("20261120T060000Z-0001", second.plusMillis(700));
        put("20261120T055959Z-ffff", second.minusMillis(1));
        assertEquals("20261120T060000Z-0001", choice.manifest("t", "latest").id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1000000000-12-31T23:59:59Z",
                "-1000000000-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59Z",
                "yesterday",
                ""
            })
    void refusesWhatIsNoTimeThatABackupCanHave(String time) {
        ProblemException refusal = refusal(time);
        assertEquals(HttpStatus.BAD_REQUEST, refusal.status());
        assertEquals("id", refusal.field());
    }

    private void put(String id, Instant started) {
        store.putManifest(new Manifest(
                id,
                "t",
                "run",
                BackupState.COMPLETE,
                "all",
                started,
                started,
                "",
                "self-hosted",
                List.of(),
                List.of(),
                List.of(),
                new Totals(0, 0, 0, 0, 0, 0)));
    }

    private ProblemException refusal(String time) {
        return assertThrows(ProblemException.class, () -> choice.manifest("t", time));
    }
}
