package io.grafanakeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.sandbox.azure.FakeKeyVault;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the app's main job from end to end, and checks what it shows. */
final class Tour {
    private static final String TARGET = "demo";

    private final KeeperApi keeper;
    private final @Nullable FakeGrafana grafana;
    private final FakeKeyVault vault;
    private final Screen screen;

    /**
     * Creates a tour.
     *
     * @param grafana the sandbox's own Grafana, or null for the user's, which the tour only reads
     */
    Tour(KeeperApi keeper, @Nullable FakeGrafana grafana, FakeKeyVault vault, Screen screen) {
        this.keeper = keeper;
        this.grafana = grafana;
        this.vault = vault;
        this.screen = screen;
    }

    /** Walks through it. */
    void walk() throws IOException, InterruptedException, TourFailedException {
        check();
        JsonNode first = backUp("Backing up everything");
        if (grafana == null) {
            backUp("Backing up again: what did not change is not stored again");
            return;
        }
        expect(first.path("newObjects").asLong() > 0, "the first backup wrote no object");
        String uid = grafana.dashboardUids().get(0);
        screen.line("Changing one dashboard in Grafana: " + uid);
        grafana.touchDashboard(uid, dashboard -> dashboard.put("description", "changed by the sandbox's tour"));
        JsonNode second = backUp("Backing up again: only what changed is stored");
        expect(second.path("newObjects").asLong() == 1, "one changed dashboard did not write exactly one object");
        expect(
                second.path("items").asLong() == first.path("items").asLong(),
                "the second backup has another number of items");
        int backups =
                keeper.get("targets/" + TARGET + "/backups").path("backups").size();
        expect(backups == 2, "two runs made " + backups + " backups");
        if (!grafana.folderTree().isEmpty()) {
            restore(grafana);
        }
        new RotationTour(keeper, grafana, vault, screen).walk();
        String version =
                keeper.get("targets/" + TARGET + "/check").path("version").asText();
        if (version.startsWith("7.")) {
            screen.line("Grafana 7 answers queries in a form of its own, Arrow: the tour leaves them out");
        } else if (grafana.dashboardUids().contains("overview")) {
            new QueryTour(keeper, screen).walk();
        }
    }

    /** Loses a folder with all that is in it, and gets it back. */
    private void restore(FakeGrafana own) throws IOException, InterruptedException, TourFailedException {
        String folder = own.folderTree().firstKey();
        String path = String.valueOf(own.folderTree().get(folder));
        int before = own.dashboardUids().size();
        own.deleteFolder(folder);
        screen.line("Deleting the folder " + path + " in Grafana, with "
                + (before - own.dashboardUids().size()) + " dashboards");
        String select = "\"select\":{\"kinds\":[\"folder\",\"dashboard\"]}";
        JsonNode plan = keeper.postForJson("targets/" + TARGET + "/restores", "{" + select + "}", 200);
        screen.line("  the plan to restore it: " + plan.path("counts"));
        String id = keeper.postForJson("targets/" + TARGET + "/restores", "{\"apply\":true," + select + "}", 202)
                .path("id")
                .asText();
        JsonNode run = keeper.await(id, screen::progress);
        expect(run.path("state").asText().equals("succeeded"), "the restore ended " + run);
        expect(own.dashboardUids().size() == before, "not every dashboard came back");
        checkRestored();
    }

    private void checkRestored() throws IOException, InterruptedException, TourFailedException {
        JsonNode diff = keeper.get("targets/" + TARGET + "/diff?from=latest&to=live&kind=dashboard");
        for (String list : List.of("added", "removed", "moved", "changed")) {
            expect(diff.path(list).isEmpty(), "after the restore the diff says " + list + ": " + diff.path(list));
        }
        screen.line("  compared with Grafana now: " + diff.path("unchanged").asLong() + " dashboards, all equal");
        JsonNode verified = keeper.postForJson("targets/" + TARGET + "/backups/latest/verify", "", 200);
        expect(verified.path("state").asText().equals("ok"), "the backup is damaged: " + verified);
        screen.line("  verified: " + verified.path("checked").asLong() + " objects of the latest backup are whole");
    }

    private void check() throws IOException, InterruptedException, TourFailedException {
        JsonNode check = keeper.get("targets/" + TARGET + "/check");
        expect(
                check.path("reachable").asBoolean(),
                "Grafana cannot be reached: " + check.path("error").asText());
        screen.line("Target " + TARGET + ": Grafana " + check.path("version").asText() + " at "
                + check.path("endpoint").asText() + ", organisation "
                + check.path("organisation").path("name").asText());
        if (check.has("advice")) {
            screen.line("  " + check.path("advice").asText());
        }
    }

    private JsonNode backUp(String title) throws IOException, InterruptedException, TourFailedException {
        screen.line(title);
        JsonNode run = keeper.await(keeper.startBackup(TARGET), screen::progress);
        for (JsonNode failure : run.path("failures")) {
            screen.line("  failed: " + failure.path("kind").asText() + " "
                    + failure.path("uid").asText() + ": "
                    + failure.path("reason").asText());
        }
        expect(
                run.path("state").asText().equals("succeeded"),
                "the backup ended " + run.path("state").asText() + ": "
                        + run.path("error").asText());
        JsonNode result = run.path("result");
        screen.line("  backup " + result.path("backup").asText() + ": "
                + result.path("items").asLong() + " items, "
                + result.path("newObjects").asLong() + " objects written ("
                + result.path("newBytes").asLong() + " bytes), "
                + result.path("requests").asLong() + " requests, "
                + result.path("seconds").asText() + " s");
        return result;
    }

    static void expect(boolean fact, String otherwise) throws TourFailedException {
        if (!fact) {
            throw new TourFailedException(otherwise);
        }
    }

    /** Says what the tour expected and did not find. */
    static final class TourFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        TourFailedException(String message) {
            super(message);
        }
    }
}
