package io.grafanakeeper.events;

import static io.grafanakeeper.events.EventStand.KEY;
import static io.grafanakeeper.events.EventStand.NOW;
import static io.grafanakeeper.sandbox.WebhookApi.sign;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grafanakeeper.runs.BackupMessage;
import io.grafanakeeper.runs.RunState;
import io.grafanakeeper.sandbox.host.FunctionCalls.Said;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls webhooks over HTTP as Grafana and pipelines do, and as others do. */
class WebhookTest {
    private static final String BODY = "{\"reason\":\"deploy\"}";
    /** Made with {@code printf … | openssl dgst -sha256 -hmac cafe-key}. */
    private static final String SIGNATURE = "c2470469d8ac76c60ebf0aee6ca1a2f8694d4fc718e8c627b896f9815fa8798b";
    /** The same of {@code 1795500000:} and the body. */
    private static final String TIMED = "4e6fc2a9e2b46ece323af96c666dab5f25eeab59ff588007cba9da40a2baf1cd";

    private static final String TIME = "1795500000";

    private final EventStand stand = new EventStand();

    @AfterEach
    void stop() {
        stand.close();
    }

    @Test
    void queuesABackupOfTheWholeTargetForAnAuthenticCall() {
        Said said = stand.lab(BODY, SIGNATURE);
        assertEquals(202, said.status());
        BackupMessage message = BackupMessage.read(stand.queued().get(0));
        assertEquals(message.run().id(), said.at("/id"));
        assertEquals("lab", said.at("/target"));
        assertEquals("backup", said.at("/job"));
        assertTrue(message.scope().isEverything());
        assertEquals("deploy", message.scope().reason());
        assertEquals(RunState.QUEUED, stand.runs.run(said.at("/id")).state());
    }

    @Test
    void acceptsBothNamesThatGrafanaHasGivenTheHeader() {
        assertEquals(
                202,
                stand.calls
                        .call("POST", "webhooks/lab", BODY, Map.of("x-grafana-alert-signature", SIGNATURE))
                        .status());
    }

    @Test
    void acceptsOnlyTheHeaderThatIsConfigured() {
        assertEquals(
                401,
                stand.calls
                        .call("POST", "webhooks/named", BODY, Map.of("X-Grafana-Alerting-Signature", SIGNATURE))
                        .status());
        assertEquals(
                202,
                stand.calls
                        .call("POST", "webhooks/named", BODY, Map.of("X-Hub", SIGNATURE))
                        .status());
    }

    @Test
    void refusesWhatIsNotAuthenticWithOneAnswerForAll() {
        List<Said> refused = List.of(
                stand.lab(BODY, sign("another-key", BODY)),
                stand.lab(BODY, SIGNATURE.toUpperCase(Locale.ROOT)),
                stand.lab(BODY, SIGNATURE + "00"),
                stand.lab(BODY, " "),
                stand.lab("{\"reason\":\"deplay\"}", SIGNATURE),
                stand.lab(BODY + " ", SIGNATURE),
                stand.lab("not JSON", SIGNATURE),
                stand.calls.call("POST", "webhooks/lab", BODY, Map.of()),
                stand.calls.call("POST", "webhooks/lab", "", Map.of()),
                stand.calls.call("POST", "webhooks/lab", BODY, Map.of("X-Hub", SIGNATURE)),
                stand.calls.call("POST", "webhooks/nobody", BODY, Map.of("X-Grafana-Alerting-Signature", SIGNATURE)),
                stand.calls.call("POST", "webhooks/quiet", BODY, Map.of("X-Grafana-Alerting-Signature", SIGNATURE)),
                stand.timed(BODY, TIME, SIGNATURE));
        assertEquals(401, refused.get(0).status());
        assertEquals("application/problem+json", refused.get(0).type());
        assertEquals(Set.of(refused.get(0)), Set.copyOf(refused));
        assertNothingHappened();
    }

    @Test
    void acceptsASignedTimeWithinFiveMinutes() {
        for (int off : List.of(-300, 0, 300)) {
            String time = Long.toString(NOW.getEpochSecond() + off);
            assertEquals(
                    202, stand.timed(BODY, time, sign(KEY, time + ":" + BODY)).status(), time);
        }
        assertEquals(401, stand.timed(BODY, TIME, TIMED).status(), "the second of the three, again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1795499699", "1795500301", "", "soon", "-1795500000", "1795500000000", "99999999999999999999"})
    void refusesATimeThatIsNotNow(String time) {
        assertEquals(401, stand.timed(BODY, time, sign(KEY, time + ":" + BODY)).status());
        assertNothingHappened();
    }

    @Test
    void refusesATimeThatIsNotTheSignedOne() {
        assertEquals(401, stand.timed(BODY, "1795500001", TIMED).status());
        assertEquals(
                401,
                stand.calls
                        .call("POST", "webhooks/timed", BODY, Map.of("X-Grafana-Alerting-Signature", TIMED))
                        .status());
        assertNothingHappened();
    }

    @Test
    void refusesAReplayOnAnyInstance() {
        assertEquals(202, stand.timed(BODY, TIME, TIMED).status());
        assertEquals(401, stand.timed(BODY, TIME, TIMED).status());
        try (var other = stand.calls.another(new EventFunctions(stand.work()))) {
            Said replayed = other.call(
                    "POST",
                    "webhooks/timed",
                    BODY,
                    Map.of("X-Grafana-Alerting-Signature", TIMED, "X-Grafana-Alerting-Timestamp", TIME));
            assertEquals(401, replayed.status());
        }
        assertEquals(1, stand.queued().size());
        assertEquals(1, stand.runs.size());
    }

    @Test
    void takesTheRepetitionOfACallWhoseEventCouldNotBeStored() {
        stand.inboxes.fail(true);
        assertEquals(503, stand.timed(BODY, TIME, TIMED).status());
        stand.inboxes.fail(false);
        assertEquals(202, stand.timed(BODY, TIME, TIMED).status());
        assertEquals(401, stand.timed(BODY, TIME, TIMED).status());
        assertEquals(1, stand.queued().size());
    }

    @Test
    void refusesALargeBodyWithoutLookingAtIt() {
        String large = "x".repeat(10 * 1024 * 1024);
        assertEquals(413, stand.lab(large, sign(KEY, large)).status());
        String longer = "\u00e4".repeat(600 * 1024);
        assertEquals(413, stand.lab(longer, sign(KEY, longer)).status());
        assertEquals(0, stand.vaultReads.get());
        assertNothingHappened();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "[1]",
                "\"text\"",
                "{\"dashboards\":\"one\"}",
                "{\"dashboards\":[1]}",
                "{\"dashboards\":[\"\"]}",
                "{\"dashboards\":[\"a\\u0000b\"]}"
            })
    void refusesAnAuthenticBodyThatSaysNothing(String body) {
        Said said = stand.lab(body, sign(KEY, body));
        assertEquals(400, said.status(), said::text);
        assertNothingHappened();
    }

    @Test
    void takesTheDashboardsThatAPipelineNames() {
        String body = "{\"dashboards\":[\"nodes\",\"redis\",\"nodes\"],\"reason\":\"\u00e4\"}";
        assertEquals(202, stand.lab(body, sign(KEY, body)).status());
        BackupMessage message = BackupMessage.read(stand.queued().get(0));
        assertEquals(Set.of("nodes", "redis"), message.scope().dashboards());
        assertEquals("\u00e4", message.scope().reason());
    }

    @Test
    void takesTheDashboardsThatAlertsAreAbout() {
        String body = """
                {"receiver":"keeper","status":"firing","orgId":1,"alerts":[
                  {"status":"firing","annotations":{"__dashboardUid__":"nodes","__panelId__":"4"}},
                  {"status":"firing","annotations":{"summary":"no dashboard"}},
                  {"status":"resolved","annotations":{"__dashboardUid__":"redis"}}]}
                """;
        assertEquals(202, stand.lab(body, sign(KEY, body)).status());
        BackupMessage message = BackupMessage.read(stand.queued().get(0));
        assertEquals(Set.of("nodes", "redis"), message.scope().dashboards());
        assertEquals("Grafana alert firing", message.scope().reason());
    }

    @Test
    void takesTheWholeTargetForAlertsWithoutDashboards() {
        String body = "{\"status\":\"firing\",\"alerts\":[{\"annotations\":{}}],\"dashboards\":[\"not-ours\"]}";
        assertEquals(202, stand.lab(body, sign(KEY, body)).status());
        assertTrue(BackupMessage.read(stand.queued().get(0)).scope().isEverything());
    }

    @Test
    void acceptsThePreviousKeyWhileItIsReplacedAndTheNewOneAtOnce() {
        assertEquals(202, stand.lab(BODY, SIGNATURE).status());
        stand.vault.put("hook", List.of("new-key\n", KEY));
        stand.clock.move(Duration.ofSeconds(5));
        assertEquals(202, stand.lab(BODY, sign("new-key", BODY)).status());
        assertEquals(202, stand.lab(BODY, SIGNATURE).status());
        stand.vault.put("hook", List.of("new-key"));
        stand.clock.move(Duration.ofMinutes(1));
        assertEquals(401, stand.lab(BODY, SIGNATURE).status());
    }

    @Test
    void doesNotAskKeyVaultForEachCallThatIsNotAuthentic() {
        for (int i = 0; i < 10; i++) {
            assertEquals(401, stand.lab(BODY, sign("wrong", BODY)).status());
        }
        assertEquals(1, stand.vaultReads.get());
    }

    @Test
    void fitsNobodyWhenTheSecretIsEmpty() {
        stand.vault.put("hook", List.of(" \n"));
        assertEquals(401, stand.lab(BODY, SIGNATURE).status());
    }

    @Test
    void saysNothingOfWhatIsConfiguredWhenKeyVaultDoesNotAnswer() {
        stand.vault.clear();
        Said said = stand.lab(BODY, SIGNATURE);
        assertEquals(503, said.status());
        assertFalse(said.text().contains("secret") || said.text().contains("hook"), said::text);
        assertTrue(stand.calls.log().contains("no secret hook"));
        assertNothingHappened();
    }

    @Test
    void showsTheKeyNowhere() {
        String said = stand.lab(BODY, SIGNATURE).text()
                + stand.lab(BODY, sign("wrong", BODY)).text()
                + stand.lab("[]", sign(KEY, "[]")).text();
        String everything = said
                + stand.calls.log()
                + stand.runs.text()
                + stand.queued()
                + new String(stand.inboxes.find("lab").orElseThrow().state().write(), StandardCharsets.UTF_8);
        assertTrue(stand.calls.log().contains("refused a call of a webhook"));
        assertFalse(everything.contains(KEY), everything);
        assertFalse(everything.contains(SIGNATURE), everything);
    }

    private void assertNothingHappened() {
        assertEquals(List.of(), stand.queued());
        assertEquals(0, stand.runs.size());
        assertTrue(stand.inboxes.find("lab").isEmpty());
        assertTrue(stand.inboxes.find("timed").isEmpty());
    }
}
