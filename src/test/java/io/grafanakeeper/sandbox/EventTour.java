package io.grafanakeeper.sandbox;

import static io.grafanakeeper.sandbox.Tour.expect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.notices.WebhookServer;
import io.grafanakeeper.sandbox.azure.FakeKeyVault;
import io.grafanakeeper.sandbox.grafana.FakeGrafana;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shows a save in Azure, its event, the backup and the message to people; then a signed call and its backup. */
final class EventTour {
    /** Follows the lines of the target {@code azmon}. */
    static final String NOTIFY = "    notify: sandbox-chat\n";

    static final String CONFIGURATION = "webhooks:\n  demo:\n    secret: sandbox-webhook-hmac\n";
    /** Signs calls of the webhook. */
    static final String KEY = "sandbox-webhook-key";

    private static final String NAME = "storage";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AppProcess app;
    private final KeeperApi keeper;
    private final AzureMonitor monitor;
    private final @Nullable FakeGrafana grafana;
    private final WebhookServer chat;
    private final Screen screen;

    /**
     * Creates a tour.
     *
     * @param grafana the sandbox's own Grafana, or null for the user's, which is left alone
     * @param chat takes the messages
     */
    EventTour(AppProcess app, AzureMonitor monitor, @Nullable FakeGrafana grafana, WebhookServer chat, Screen screen) {
        this.app = app;
        this.keeper = new KeeperApi(app);
        this.monitor = monitor;
        this.grafana = grafana;
        this.chat = chat;
        this.screen = screen;
    }

    /** Puts what the configuration names into Key Vault. */
    static void putSecrets(FakeKeyVault vault, WebhookServer chat) {
        vault.put("sandbox-chat", chat.address());
        vault.put("sandbox-webhook-hmac", KEY);
    }

    /** Walks through it. */
    void walk() throws IOException, InterruptedException, Tour.TourFailedException {
        deliverEvent();
        if (grafana != null) {
            callWebhook(grafana);
        }
    }

    private void deliverEvent() throws IOException, InterruptedException, Tour.TourFailedException {
        String before = keeper.get("targets/" + AzureMonitor.TARGET + "/backups")
                .at("/backups/0/id")
                .asText();
        String id = AzureMonitor.id(AzureMonitor.GROUP, NAME);
        screen.line("Saving the dashboard " + NAME + " in Azure");
        monitor.dataPlane()
                .touchDashboard(AzureMonitor.uid(id), model -> model.put("description", "changed by the sandbox"));
        String write = "Microsoft.Resources.ResourceWriteSuccess";
        String other = "Microsoft.Resources.ResourceActionSuccess";
        screen.line("  Event Grid delivers two events at once: " + write + ", and " + other + ", which is ignored");
        new HostApi(app).deliver("DashboardChanged", "[" + event(write, id) + "," + event(other, id) + "]");
        JsonNode backup = keeper.awaitBackup(AzureMonitor.TARGET, before);
        JsonNode run = keeper.await(backup.path("run").asText(), screen::progress);
        expect(run.path("state").asText().equals("succeeded"), "the backup for the event ended " + run);
        show(run, backup);
        expect(run.at("/result/notified").asText().equals("now"), "nobody was told: " + run);
        expect(chat.posts().size() == 1, "there are " + chat.posts().size() + " messages instead of one");
        String message = chat.posts().get(0).path("text").asText();
        expect(message.contains("1 changed, 0 new, 0 removed"), "the message is another: " + message);
        screen.line("  the message:");
        message.lines().forEach(line -> screen.line("    " + line));
    }

    private void callWebhook(FakeGrafana own) throws IOException, InterruptedException, Tour.TourFailedException {
        String uid = own.dashboardUids().get(0);
        own.touchDashboard(uid, model -> model.put("description", "changed by a pipeline"));
        ObjectNode body = JSON.createObjectNode().put("reason", "deployed");
        body.putArray("dashboards").add(uid);
        screen.line("Calling the webhook of the target demo, signed, for the dashboard " + uid);
        int forged =
                new WebhookApi(app, "demo", "another key").call(body.toString()).statusCode();
        expect(forged == 401, "a call signed with another key was answered " + forged);
        HttpResponse<String> answer = new WebhookApi(app, "demo", KEY).call(body.toString());
        expect(answer.statusCode() == 202, "a signed call was answered " + answer.statusCode() + " " + answer.body());
        String id = JSON.readTree(answer.body()).path("id").asText();
        JsonNode run = keeper.await(id, screen::progress);
        expect(run.path("state").asText().equals("succeeded"), "the backup for the call ended " + run);
        JsonNode backup =
                keeper.get("targets/demo/backups/" + run.at("/result/backup").asText());
        expect(backup.path("scope").asText().equals("items"), "the backup is of everything");
        show(run, backup);
    }

    private void show(JsonNode run, JsonNode backup) throws Tour.TourFailedException {
        long written = run.at("/result/newObjects").asLong();
        expect(written == 1, "one changed dashboard wrote " + written + " objects");
        screen.line("  backup " + backup.path("id").asText() + ", scope "
                + backup.path("scope").asText() + ": " + backup.path("items").size() + " items, " + written
                + " objects written");
    }

    private static JsonNode event(String type, String id) {
        ObjectNode event = JSON.createObjectNode()
                .put("id", type + "-1")
                .put("topic", "/subscriptions/" + AzureMonitor.SUBSCRIPTION)
                .put("subject", id)
                .put("eventType", type)
                .put("eventTime", Instant.now().toString())
                .put("dataVersion", "2")
                .put("metadataVersion", "1");
        event.putObject("data")
                .put("resourceProvider", "Microsoft.Dashboard")
                .put("resourceUri", id)
                .put("operationName", "Microsoft.Dashboard/dashboards/write")
                .put("status", "Succeeded")
                .put("subscriptionId", AzureMonitor.SUBSCRIPTION);
        return event;
    }
}
