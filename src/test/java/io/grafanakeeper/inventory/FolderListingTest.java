package io.grafanakeeper.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.grafana.GrafanaClient;
import io.grafanakeeper.grafana.Limits;
import io.grafanakeeper.grafana.SecretCredential;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class FolderListingTest {
    private static final int MANY = 1200;

    @Test
    void findsTheFoldersPastTheThousandThatGrafana7Gives() {
        try (FakeGrafana grafana =
                FakeGrafana.builder().flavour(Flavour.V7_5).build().start()) {
            for (int i = 0; i < MANY; i++) {
                grafana.putFolder("f" + i, "Folder " + i, "");
            }
            assertEquals(MANY, listing(grafana).all().size());
            assertTrue(grafana.requests().count("GET /api/folders") < 20, "asked a flat server about every folder");
        }
    }

    @Test
    void findsFoldersInFolders() {
        try (FakeGrafana grafana =
                FakeGrafana.builder().flavour(Flavour.V11_6).build().start()) {
            String parent = "";
            for (int depth = 0; depth < 4; depth++) {
                grafana.putFolder("d" + depth, "Depth " + depth, parent);
                parent = "d" + depth;
            }
            assertEquals(4, listing(grafana).all().size());
        }
    }

    private static FolderListing listing(FakeGrafana grafana) {
        return new FolderListing(client(grafana));
    }

    static GrafanaClient client(FakeGrafana grafana) {
        String token = grafana.mintToken("keeper", "Admin", null);
        return new GrafanaClient(
                grafana.endpoint(),
                SecretCredential.bearer(() -> token, Clock.systemUTC()),
                null,
                Limits.of(8, null),
                GrafanaClient.transport(),
                Clock.systemUTC());
    }
}
