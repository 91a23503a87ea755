package io.grafanakeeper.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Fault;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DashboardReaderTest {
    private final FakeGrafana grafana =
            FakeGrafana.builder().flavour(Flavour.V11_6).build().start();

    @BeforeEach
    void seed() {
        grafana.putFolder("parent", "Parent", "");
        grafana.putFolder("child", "Child", "parent");
        grafana.putDashboard(
                "child", "{\"uid\":\"board\",\"title\":\"Board\",\"panels\":[]}".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        grafana.close();
    }

    @Test
    void saysInWhichFoldersADashboardIs() {
        assertEquals(new Place("child", "Parent/Child"), place());
    }

    @Test
    void readsADashboardWhoseFolderIsInOneThatMayNotBeSeen() {
        for (int status : new int[] {403, 404}) {
            hide("parent", status);
            assertEquals(new Place("child", "Child"), place());
        }
    }

    @Test
    void takesTheDashboardsWordForAFolderThatMayNotBeSeen() {
        for (int status : new int[] {403, 404}) {
            hide("child", status);
            assertEquals(new Place("child", "Child"), place());
        }
    }

    private void hide(String folder, int status) {
        grafana.faults()
                .intercept(exchange -> exchange.path().equals("/api/folders/" + folder)
                        ? Fault.status(status, "not for you")
                        : Fault.pass());
    }

    private Place place() {
        return new DashboardReader(FolderListingTest.client(grafana))
                .find("board")
                .orElseThrow()
                .place();
    }
}
