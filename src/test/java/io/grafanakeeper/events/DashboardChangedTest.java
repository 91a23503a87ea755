package io.grafanakeeper.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.grafanakeeper.runs.BackupMessage;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DashboardChangedTest {
    private static final Logger LOG = Logger.getLogger(DashboardChangedTest.class.getName());
    private static final String SUBSCRIPTION = "0A0B0C0D-0000-0000-0000-000000000000";
    private static final String ID = "/subscriptions/" + SUBSCRIPTION
            + "/resourcegroups/RG-DASHBOARDS/providers/microsoft.dashboard/dashboards/";
    private static final String UID =
            "subscriptions~" + SUBSCRIPTION + "~resourceGroups~rg-Dashboards~providers~Microsoft.Dashboard~dashboards~";

    private final EventStand stand = new EventStand();

    @AfterEach
    void stop() {
        stand.close();
    }

    @Test
    void backsUpTheDashboardThatWasWritten() {
        List<String> messages = stand.work.changed(gridEvent("ResourceWriteSuccess", ID + "orders"), LOG);
        BackupMessage message = BackupMessage.read(messages.get(0));
        assertEquals("azmon", message.run().target());
        assertEquals(Set.of(UID + "orders"), message.scope().dashboards());
        assertEquals(Set.of(), message.scope().deleted());
    }

    @Test
    void saysThatADashboardWasDeleted() {
        List<String> messages = stand.work.changed(gridEvent("ResourceDeleteSuccess", ID + "orders"), LOG);
        assertEquals(
                Set.of(UID + "orders"),
                BackupMessage.read(messages.get(0)).scope().deleted());
    }

    @Test
    void takesWhatIsBelowADashboardForAChangeOfIt() {
        List<String> messages =
                stand.work.changed(gridEvent("ResourceDeleteSuccess", ID + "orders/dashboardDefinitions/default"), LOG);
        BackupMessage message = BackupMessage.read(messages.get(0));
        assertEquals(Set.of(UID + "orders"), message.scope().dashboards());
        assertEquals(Set.of(), message.scope().deleted());
    }

    @Test
    void gathersABatchOfCloudEvents() {
        String batch = "[" + cloudEvent(ID + "orders") + "," + cloudEvent(ID + "stock") + ","
                + cloudEvent(ID + "orders") + "]";
        assertEquals(1, stand.work.changed(batch, LOG).size());
        BackupMessage gathered =
                stand.inboxes.find("azmon").orElseThrow().state().next();
        assertEquals(
                Set.of(UID + "orders", UID + "stock"),
                gathered == null ? null : gathered.scope().dashboards());
    }

    @Test
    void ignoresWhatIsNotOfATarget() {
        String other = "/subscriptions/11111111-0000-0000-0000-000000000000/resourceGroups/rg-dashboards/providers/"
                + "Microsoft.Dashboard/dashboards/orders";
        for (String delivery : List.of(
                gridEvent("ResourceWriteSuccess", other),
                gridEvent("ResourceWriteSuccess", ID.replace("RG-DASHBOARDS", "rg-third") + "orders"),
                gridEvent("ResourceWriteSuccess", ID.replace("/dashboards/", "/grafana/") + "workspace"),
                gridEvent("ResourceWriteFailure", ID + "orders"),
                gridEvent("ResourceActionSuccess", ID + "orders"),
                "{\"eventType\":\"Microsoft.Storage.BlobCreated\",\"subject\":\"/blob\"}",
                "not an event",
                "[]")) {
            assertEquals(List.of(), stand.work.changed(delivery, LOG), delivery);
        }
        assertEquals(0, stand.runs.size());
    }

    @Test
    void keepsNothingOfTheClaims() {
        String messages = stand.work
                .changed(gridEvent("ResourceWriteSuccess", ID + "orders"), LOG)
                .toString();
        assertFalse((messages + stand.runs.text()).contains("someone@example.com"), messages);
    }

    private static String gridEvent(String type, String id) {
        return """
                {"id":"1","topic":"/subscriptions/x","subject":"%s","eventType":"Microsoft.Resources.%s",
                 "data":{"resourceUri":"%s","operationName":"Microsoft.Dashboard/dashboards/write",
                         "claims":{"name":"someone@example.com"}}}
                """.formatted(id, type, id);
    }

    private static String cloudEvent(String id) {
        return """
                {"specversion":"1.0","id":"1","source":"/subscriptions/x","subject":"%s",
                 "type":"Microsoft.Resources.ResourceWriteSuccess","data":{"status":"Succeeded"}}
                """.formatted(id);
    }
}
