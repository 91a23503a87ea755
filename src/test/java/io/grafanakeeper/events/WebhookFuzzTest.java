package io.grafanakeeper.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.Damage;
import io.grafanakeeper.runs.BackupMessage;
import io.grafanakeeper.sandbox.WebhookApi;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breaks what comes from outside at random places. */
class WebhookFuzzTest {
    private static final List<String> BODIES = List.of("{\"dashboards\":[\"a\",\"b\"],\"reason\":\"deployed\"}", """
                    {"receiver":"keeper","status":"firing","orgId":1,"alerts":[{"status":"firing","labels":{"alertname":"a"},
                    "annotations":{"__dashboardUid__":"orders","__panelId__":"4"},"startsAt":"2026-11-20T06:00:00Z"}],
                    "groupLabels":{},"commonAnnotations":{"__dashboardUid__":"orders"},"version":"1","truncatedAlerts":0}
                    """);
    private static final String EVENT = """
            [{"id":"1","eventType":"Microsoft.Resources.ResourceWriteSuccess","subject":"/subscriptions/0a0b0c0d-0000-0000-0000-000000000000",
            "data":{"operationName":"Microsoft.Dashboard/dashboards/write","resourceUri":
            "/subscriptions/0a0b0c0d-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Dashboard/dashboards/d"}}]
            """;

    @Test
    void anAuthenticCallIsTakenOrRefusedWhateverItSays() {
        Damage damage = new Damage(20261124);
        int taken = 0;
        try (EventStand stand = new EventStand()) {
            for (int round = 0; round < 400; round++) {
                String body = damage.json(BODIES.get(round % BODIES.size()));
                int status =
                        stand.lab(body, WebhookApi.sign(EventStand.KEY, body)).status();
                assertTrue(List.of(202, 400, 401).contains(status), () -> status + " for " + body);
                taken += status == 202 ? 1 : 0;
                assertEquals(401, stand.lab(body, "c0ffee").status());
            }
            stand.queued().forEach(message -> assertNotNull(BackupMessage.read(message)));
        }
        assertTrue(taken > 50, taken + " taken");
    }

    @Test
    void anEventIsReadOrIgnoredWhateverItSays() {
        int read = new Damage(20261124).events(EVENT, 2000, DashboardEvent::read);
        assertTrue(read > 200, read + " read");
    }
}
