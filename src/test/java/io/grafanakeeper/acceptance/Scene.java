package io.grafanakeeper.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.json.LosslessJson;
import io.grafanakeeper.sandbox.AppProcess;
import io.grafanakeeper.sandbox.KeeperApi;
import io.grafanakeeper.sandbox.Stage;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import io.grafanakeeper.sandbox.grafana.Flavour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sets up one fake Grafana, the stand-ins for Azure and the app, and asks the app what a test wants to know. */
final class Scene implements AutoCloseable {
    private final Stage stage;
    private final FakeGrafana grafana;
    private final String token;
    private AppProcess app;
    private KeeperApi keeper;

    private Scene(Stage stage, FakeGrafana grafana, String token, AppProcess app) {
        this.stage = stage;
        this.grafana = grafana;
        this.token = token;
        this.app = app;
        this.keeper = new KeeperApi(app);
    }

    /** Starts everything around a Grafana that was filled before. */
    static Scene start(String name, FakeGrafana grafana, String... jvm) throws IOException {
        Stage stage = Stage.start(Path.of("target", "acceptance", name));
        String token = grafana.mintToken("keeper", "Admin", null);
        stage.vault().put(Stage.TOKEN_SECRET, token);
        return new Scene(stage, grafana, token, stage.app(configuration(grafana), jvm));
    }

    static FakeGrafana grafana(Flavour flavour) {
        return FakeGrafana.builder().flavour(flavour).build().start();
    }

    static String configuration(FakeGrafana grafana) {
        return Stage.demo(grafana.endpoint(), "");
    }

    FakeGrafana grafana() {
        return grafana;
    }

    Stage stage() {
        return stage;
    }

    AppProcess app() {
        return app;
    }

    KeeperApi keeper() {
        return keeper;
    }

    String token() {
        return token;
    }

    /** Kills the app and starts it again. */
    void restart(String... jvm) throws IOException, InterruptedException {
        app.kill();
        app = stage.app(configuration(grafana), jvm);
        keeper = new KeeperApi(app);
    }

    /** Makes one backup and returns its run's record. */
    JsonNode backUp() throws IOException, InterruptedException {
        return keeper.await(keeper.startBackup("demo"), run -> {});
    }

    List<JsonNode> backups() throws IOException, InterruptedException {
        List<JsonNode> backups = new ArrayList<>();
        keeper.get("targets/demo/backups?limit=1000").path("backups").forEach(backups::add);
        return backups;
    }

    JsonNode manifest(String id) throws IOException, InterruptedException {
        return keeper.get("targets/demo/backups/" + id);
    }

    /** Returns the items of one kind in a manifest. */
    static List<JsonNode> items(JsonNode manifest, String kind) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : manifest.path("items")) {
            if (item.path("kind").asText().equals(kind)) {
                items.add(item);
            }
        }
        return items;
    }

    /** Returns a dashboard's content in a backup, spelled as it is stored. */
    String stored(String id, String uid) throws IOException, InterruptedException {
        return keeper.send("targets/demo/backups/" + id + "/items/dashboard/" + uid)
                .body();
    }

    /** Returns what Grafana gives for a dashboard, less the two fields that go to the manifest. */
    String given(String uid) throws IOException {
        ObjectNode model =
                (ObjectNode) LosslessJson.read(grafana.dashboardJson(uid).getBytes(StandardCharsets.UTF_8));
        model.remove(List.of("id", "version"));
        return new String(LosslessJson.canonical(model), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        stage.close();
        grafana.close();
    }
}
